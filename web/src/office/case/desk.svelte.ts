import type { components } from '$lib/api/contract';
import { ProblemError } from '$lib/api/problem';
import { uuidv7 } from '$lib/ids';
import type { Picked } from '$lib/photo/PhotoPicker.svelte';
import { api } from '../api';
import { live } from '../live.svelte';

export type Case = components['schemas']['Case'];
export type CaseAction = components['schemas']['CaseAction'];
export type Consent = components['schemas']['Consent'];
export type Visibility = components['schemas']['Visibility'];
type Step<T, R> = (content: T, condition: { ifMatch: string; idempotencyKey: string }) => Promise<R>;
type Answer = Awaited<ReturnType<typeof read>>;

/** What an officer is writing for one action; kept while actions are switched and when the case changed meanwhile. */
export interface Draft {
  text: string;
  visibility: Visibility;
  reviewAt: string;
  /** Why it has to wait, as everybody may read it. */
  publicReason: string;
  evidence: string;
  /** What kind of thing it shall be. */
  category: string;
  /** Why a step of the playbook was not done, by its code. */
  taskReasons: Record<string, string>;
  reason: components['schemas']['CaseRejection']['reason'];
  photos: Picked[];
  /** Photos had been chosen when the page was left: they are not kept as words are. */
  photosGone: boolean;
}

/** Words go no further than the officers unless somebody chooses that they do. */
export const emptyDraft = (): Draft => ({ text: '', visibility: 'internal', reviewAt: '', publicReason: '', evidence: '', category: '', taskReasons: {}, reason: 'not_a_hazard', photos: [], photosGone: false });

/** What is worth keeping of it: words, and what stands beside them. Photos are picked again. */
type Written = Partial<Record<CaseAction, Omit<Draft, 'photos'>>>;

const read = (caseId: string) => api.get('/v1/cases/{caseId}', { path: { caseId } });
const GATHER_MS = 300;

/** One case on one officer's screen. */
export class CaseDesk {
  case = $state.raw<Case>();
  error = $state.raw<unknown>();
  /** Somebody else changed the case while this officer was writing. */
  changed = $state(false);
  busy = $state(false);
  refusal = $state.raw<unknown>();
  open = $state<CaseAction>();
  /** One for each action: words meant for colleagues never slide into a field that the sender reads. */
  #drafts = $state<Partial<Record<CaseAction, Draft>>>({});
  #etag: string | undefined;
  #key = { content: '', key: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly caseId: string) {
    void this.reload();
  }

  /** What is being written for the action that is open. */
  get draft(): Draft {
    return (this.open && this.#drafts[this.open]) ?? emptyDraft();
  }

  get written(): Written {
    const begun = Object.entries(this.#drafts).filter(([, { text, evidence }]) => text.trim() || evidence.trim());
    return Object.fromEntries(begun.map(([action, { photos, ...rest }]) => [action, { ...rest, photosGone: rest.photosGone || photos.length > 0 }]));
  }

  /** Photos are chosen and not sent: words are kept over a reload, they are not. */
  get pictured(): boolean {
    return Object.values(this.#drafts).some(({ photos }) => photos.length > 0);
  }

  /** What was written before the page was left stands in its form again. */
  resume(written: Written): void {
    for (const [action, rest] of Object.entries(written)) this.#drafts[action as CaseAction] = { ...emptyDraft(), ...rest };
  }

  /** Follows the case until the returned function is called. What somebody is writing is never taken away. */
  follow(): () => void {
    const noticeSoon = () => {
      if (this.busy) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#notice(), GATHER_MS);
    };
    const end = live.listen(({ caseId }) => caseId === this.caseId && noticeSoon(), noticeSoon);
    return () => {
      end();
      clearTimeout(this.#timer);
    };
  }

  async reload(): Promise<void> {
    try {
      this.#take(await read(this.caseId));
      this.changed = false;
      if (this.refusal instanceof ProblemError && this.refusal.status === 412) this.refusal = undefined;
    } catch (failed) {
      this.error = failed;
      // Another department leads it now: what was read is no longer this officer's.
      if (failed instanceof ProblemError && [403, 404].includes(failed.status)) this.case = undefined;
    }
  }

  choose(action: CaseAction | undefined): void {
    if (action) this.#drafts[action] ??= emptyDraft();
    this.open = action;
    this.refusal = undefined;
  }

  /** Takes a step; true when it was taken. The same content sent again after a lost answer acts once. */
  act<T>(content: T, step: Step<T, Answer>): Promise<boolean> {
    return this.#run(content, async (content, condition) => this.#take(await step(content, condition)));
  }

  /** The same for a step that does not answer with the case: it is read again. */
  follows<T>(content: T, step: Step<T, unknown>): Promise<boolean> {
    return this.#run(content, async (content, condition) => {
      await step(content, condition);
      await this.reload();
    });
  }

  /** The same from a card beside the steps: a form that is open stays, with what is written in it. */
  beside<T>(content: T, step: Step<T, unknown>): Promise<boolean> {
    return this.#run(
      content,
      async (content, condition) => {
        await step(content, condition);
        await this.reload();
      },
      true,
    );
  }

  async #run<T>(content: T, step: Step<T, void>, keepsForm = false): Promise<boolean> {
    this.busy = true;
    this.refusal = undefined;
    try {
      await step(content, { ifMatch: this.#etag ?? '', idempotencyKey: this.#keyFor(content) });
      if (!keepsForm) {
        if (this.open) delete this.#drafts[this.open];
        this.open = undefined;
      }
      this.changed = false;
      return true;
    } catch (refused) {
      this.refusal = refused;
      if (refused instanceof ProblemError && refused.status === 412) this.changed = true;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #notice(): Promise<void> {
    if (!this.open) return this.reload();
    try {
      const { data } = await read(this.caseId);
      this.changed = data.version !== this.case?.version;
    } catch (failed) {
      console.warn('case', failed);
    }
  }

  #take(answer: Answer): void {
    this.case = answer.data;
    this.#etag = answer.etag;
    this.error = undefined;
  }

  #keyFor(content: unknown): string {
    const text = JSON.stringify([this.open, this.#etag, content]);
    if (this.#key.content !== text) this.#key = { content: text, key: uuidv7() };
    return this.#key.key;
  }
}
