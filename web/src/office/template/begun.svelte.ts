import type { DraftForm } from '../warning/draft.svelte';
import { LANGUAGES, localTime } from '../warning/draft.svelte';
import type { Category } from '../reference';
import { filled, openIn } from './gaps';
import type { Template } from './template';

const PARTS = ['headline', 'description', 'instruction'] as const;
const HOUR = 3_600_000;
type Chosen = 'category' | 'eventCode' | 'urgency' | 'severity' | 'certainty' | 'expires' | 'lesson';

/**
 * What a template gave a draft. It writes only where nobody else did: into what is empty, stands as it came, or is still
 * what a template wrote. What an officer typed stays, whichever template comes or goes.
 */
export class Begun {
  template = $state.raw<Template>();
  /** Field → what was last written into it from here. */
  #written: Record<string, string> = {};
  readonly #came: Record<Chosen, string>;
  readonly #form: DraftForm;

  /** @param form as it came, before anything was read into it */
  constructor(form: DraftForm) {
    this.#form = form;
    this.#came = { category: form.category, eventCode: form.eventCode, urgency: form.urgency, severity: form.severity, certainty: form.certainty, expires: form.expires, lesson: form.lesson };
  }

  /** What a case or a site said is nobody's to overwrite. */
  hold(...fields: Chosen[]): void {
    for (const field of fields) this.#came[field] = '\0';
  }

  /** @param category of the hazard, whose name and codes stand where the template has none */
  use(template: Template | undefined, category?: Category, now = Date.now()): void {
    this.takeAway();
    this.template = template;
    if (category) {
      this.#choose('category', category.capCategory);
      for (const language of LANGUAGES) this.#put(`${language}.event`, this.#form.words[language].event, category.name[language] ?? '', (text) => (this.#form.words[language].event = text));
    }
    this.#choose('eventCode', template?.eventCode ?? category?.eventCode ?? '');
    if (!template) return;
    this.#choose('urgency', template.urgency);
    this.#choose('severity', template.severity);
    this.#choose('certainty', template.certainty);
    this.#choose('lesson', template.lesson ?? '');
    this.#choose('expires', localTime(now + template.hours * HOUR));
    this.follow();
  }

  /** Writes the gaps anew: the area has a name now, or the expiry moved. To be called whenever they change. */
  follow(): void {
    const { template } = this;
    if (!template) return;
    for (const language of LANGUAGES) {
      const filling = { place: this.#form.areaName[language], expires: this.#form.expires };
      const words = this.#form.words[language];
      for (const part of PARTS) this.#put(`${language}.${part}`, words[part], filled(template[part][language], language, filling), (text) => (words[part] = text));
    }
  }

  /** What it wrote goes; what was typed over it stays. */
  takeAway(): void {
    for (const language of LANGUAGES) {
      const words = this.#form.words[language];
      for (const part of ['event', ...PARTS] as const) if (words[part] === this.#written[`${language}.${part}`]) words[part] = '';
    }
    for (const field of Object.keys(this.#came) as Chosen[]) if (this.#came[field] !== '\0' && this.#form[field] === this.#written[field]) this.#set(field, this.#came[field]);
    this.#written = {};
    this.template = undefined;
  }

  /** For words that are kept until they are saved. */
  get kept() {
    return { template: this.template, written: { ...this.#written } };
  }

  resume(kept: Begun['kept'] | undefined): void {
    this.template = kept?.template;
    this.#written = { ...kept?.written };
  }

  #put(field: string, now: string, text: string, write: (text: string) => void): void {
    if (now.trim() !== '' && now !== this.#written[field]) return;
    this.#written[field] = text;
    write(text);
  }

  #choose(field: Chosen, value: string): void {
    if (this.#form[field] !== this.#came[field] && this.#form[field] !== this.#written[field]) return;
    if (!value) return;
    this.#written[field] = value;
    this.#set(field, value);
  }

  #set(field: Chosen, value: string): void {
    Object.assign(this.#form, { [field]: value });
  }
}

/** Gaps of a draft that are still open, in the order of the page. */
export const openGaps = (form: DraftForm): string[] => [...new Set(LANGUAGES.flatMap((language) => PARTS.flatMap((part) => openIn(form.words[language][part]))))];
