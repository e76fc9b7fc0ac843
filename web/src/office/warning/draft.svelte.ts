import type { components } from '$lib/api/contract';
import type { Category } from '../reference';

export type Warning = components['schemas']['Warning'];
export type WarningDraft = components['schemas']['WarningDraft'];
type Case = components['schemas']['Case'];
type Site = Pick<components['schemas']['Site'], 'category'>;
type Corner = [longitude: number, latitude: number];

export interface Words {
  event: string;
  headline: string;
  description: string;
  instruction: string;
}

/** The words of an all-clear; its event is the warning's. */
export const CLEAR_PARTS = ['headline', 'description', 'instruction'] as const;
export type ClearWords = Record<(typeof CLEAR_PARTS)[number], string>;

export const LANGUAGES = ['zh-CN', 'en'] as const;
export const MODES = ['actual', 'exercise', 'test'] as const;
export const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
export const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;
export const CAP_CATEGORIES = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const;
/** Longest texts of the contract, in characters. */
export const MOST = { event: 100, headline: 160, description: 4000, instruction: 4000 } as const;

const HOUR = 3_600_000;
const SEVERITY_OF: Record<string, WarningDraft['severity']> = { extreme: 'Extreme', high: 'Severe', medium: 'Moderate', low: 'Minor' };
const noClear = (): ClearWords => ({ headline: '', description: '', instruction: '' });
const noWords = (): Words => ({ event: '', headline: '', description: '', instruction: '' });

/** An instant as a datetime-local field writes it: local time without offset. */
export function localTime(instant: number | string | Date): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** A warning while it is written: what the fields hold, turned into the contract's draft when it is saved. */
export class DraftForm {
  mode = $state<WarningDraft['mode']>('actual');
  exercisePublic = $state(false);
  category = $state<WarningDraft['category']>('Geo');
  eventCode = $state('');
  urgency = $state<WarningDraft['urgency']>('Immediate');
  severity = $state<WarningDraft['severity']>('Severe');
  certainty = $state<WarningDraft['certainty']>('Likely');
  onset = $state('');
  expires = $state(localTime(Date.now() + 6 * HOUR));
  caseId = $state<string>();
  /** Slug of the lesson that stands first beside it. */
  lesson = $state('');
  /** The event it belongs to; empty for one of its own. */
  incident = $state('');
  words = $state<Record<(typeof LANGUAGES)[number], Words>>({ 'zh-CN': noWords(), en: noWords() });
  /** Whether an all-clear is prepared; what was written stays when it is not. */
  clears = $state(false);
  clear = $state<Record<(typeof LANGUAGES)[number], ClearWords>>({ 'zh-CN': noClear(), en: noClear() });
  areaName = $state({ 'zh-CN': '', en: '' });
  /** Corners of each polygon, not closed. */
  polygons = $state<Corner[][]>([]);
  circles = $state<{ lat: number; lon: number; radiusMeters: number }[]>([]);
  areaCodes = $state<string[]>([]);

  get hasArea(): boolean {
    return this.polygons.length + this.circles.length + this.areaCodes.length > 0;
  }

  /** The area without its name; undefined while there is none. */
  get shape(): components['schemas']['WarningShape'] | undefined {
    if (!this.hasArea) return undefined;
    return {
      ...(this.polygons.length > 0 ? { polygons: this.polygons.map((corners) => ({ type: 'Polygon' as const, coordinates: [[...corners, corners[0]!]] })) } : {}),
      ...(this.circles.length > 0 ? { circles: this.circles.map(({ lat, lon, radiusMeters }) => ({ center: { lat, lon }, radiusMeters })) } : {}),
      ...(this.areaCodes.length > 0 ? { areaCodes: [...this.areaCodes] } : {}),
    };
  }

  /** Names of the fields that still lack something. */
  get missing(): string[] {
    const words = LANGUAGES.flatMap((language) => (Object.keys(MOST) as (keyof Words)[]).filter((part) => !this.words[language][part].trim()).map((part) => `${language}.${part}`));
    return [
      ...(this.expires ? [] : ['expires']),
      ...words,
      ...(this.clears ? LANGUAGES.flatMap((language) => CLEAR_PARTS.filter((part) => !this.clear[language][part].trim()).map((part) => `clear.${language}.${part}`)) : []),
      ...LANGUAGES.filter((language) => !this.areaName[language].trim()).map((language) => `areaName.${language}`),
      ...(this.hasArea ? [] : ['area']),
    ];
  }

  startFrom(from: Case, category: Category | undefined): void {
    this.caseId = from.id;
    this.severity = SEVERITY_OF[from.severity] ?? 'Severe';
    this.category = category?.capCategory ?? 'Other';
    this.eventCode = category?.eventCode ?? '';
    for (const language of LANGUAGES) this.words[language].event = from.category.name[language] ?? '';
    this.areaName = { 'zh-CN': [from.area?.name['zh-CN'], from.place].filter(Boolean).join(' '), en: from.area?.name.en ?? '' };
  }

  startFromSite(from: Site, category: Category | undefined): void {
    this.category = category?.capCategory ?? 'Other';
    this.eventCode = category?.eventCode ?? '';
    for (const language of LANGUAGES) this.words[language].event = from.category.name[language] ?? '';
  }

  read(warning: Warning): void {
    this.mode = warning.mode;
    this.exercisePublic = warning.exercisePublic;
    this.category = warning.category;
    this.eventCode = warning.eventCode ?? '';
    this.urgency = warning.urgency;
    this.severity = warning.severity;
    this.certainty = warning.certainty;
    this.onset = warning.onset ? localTime(warning.onset) : '';
    this.expires = localTime(warning.expires);
    this.caseId = warning.caseId;
    this.lesson = warning.lesson ?? '';
    this.incident = warning.incident && warning.incident !== warning.id ? warning.incident : '';
    for (const { language, event, headline, description, instruction } of warning.infos) {
      this.words[language] = { event: event ?? warning.event, headline, description, instruction };
    }
    this.clears = warning.allClear !== undefined;
    for (const { language, headline, description, instruction } of warning.allClear ?? []) this.clear[language] = { headline, description, instruction };
    this.areaName = { 'zh-CN': warning.area.description['zh-CN'], en: warning.area.description.en ?? '' };
    this.polygons = (warning.area.polygons ?? []).map((polygon) => (polygon.coordinates[0] ?? []).slice(0, -1) as Corner[]);
    this.circles = (warning.area.circles ?? []).map(({ center, radiusMeters }) => ({ ...center, radiusMeters }));
    this.areaCodes = [...(warning.area.areaCodes ?? [])];
  }

  /** Everything that was typed, chosen and drawn, as plain data. */
  get written() {
    const { mode, exercisePublic, category, eventCode, urgency, severity, certainty, onset, expires, caseId, lesson, incident, words, clears, clear, areaName, polygons, circles, areaCodes } = this;
    return $state.snapshot({ mode, exercisePublic, category, eventCode, urgency, severity, certainty, onset, expires, caseId, lesson, incident, words, clears, clear, areaName, polygons, circles, areaCodes });
  }

  write(written: DraftForm['written']): void {
    Object.assign(this, written);
  }

  toBody(): WarningDraft {
    return {
      mode: this.mode,
      exercisePublic: this.mode === 'exercise' && this.exercisePublic,
      category: this.category,
      event: this.words.en.event.trim(),
      ...(this.eventCode.trim() ? { eventCode: this.eventCode.trim() } : {}),
      urgency: this.urgency,
      severity: this.severity,
      certainty: this.certainty,
      ...(this.onset ? { onset: new Date(this.onset).toISOString() } : {}),
      expires: new Date(this.expires).toISOString(),
      caseId: this.caseId ?? null,
      ...(this.lesson ? { lesson: this.lesson } : {}),
      ...(this.incident ? { incident: this.incident } : {}),
      infos: LANGUAGES.map((language) => ({ language, ...trimmed(this.words[language]) })),
      ...(this.clears ? { allClear: LANGUAGES.map((language) => ({ language, ...trimmed(this.clear[language]) })) } : {}),
      area: {
        description: { 'zh-CN': this.areaName['zh-CN'].trim(), en: this.areaName.en.trim() },
        ...this.shape,
      },
    };
  }
}

const trimmed = <W extends object>(words: W): W => Object.fromEntries(Object.entries(words).map(([part, text]: [string, string]) => [part, text.trim()])) as W;
