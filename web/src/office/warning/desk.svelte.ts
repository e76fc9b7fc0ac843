import type { components } from '$lib/api/contract';
import { uuidv7 } from '$lib/ids';
import { api } from '../api';
import { live } from '../live.svelte';
import type { Warning } from './draft.svelte';
import { Told } from './told.svelte';

export type Audience = components['schemas']['Audience'];
type Answer = Awaited<ReturnType<typeof read>>;

const read = (warningId: string) => api.get('/v1/warnings/{warningId}', { path: { warningId } });
const SENT = new Set(['published', 'superseded', 'cancelled', 'expired']);
const GATHER_MS = 300;

/** One warning on one officer's screen, with its audience before it goes out and its ledger afterwards. */
export class WarningDesk {
  warning = $state.raw<Warning>();
  audience = $state.raw<Audience>();
  error = $state.raw<unknown>();
  audienceError = $state.raw<unknown>();
  refusal = $state.raw<unknown>();
  busy = $state(false);
  readonly told: Told;
  #etag: string | undefined;
  #key = { content: '', key: '' };

  constructor(readonly warningId: string) {
    this.told = new Told(warningId);
    void this.reload();
  }

  get sent(): boolean {
    return SENT.has(this.warning?.status ?? '');
  }

  /** Looks again while the page is open: the ledger often while it moves, the warning when somebody took a step. */
  follow(): () => void {
    const endTold = this.told.follow(() => this.sent);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => !this.busy && void this.reload(), GATHER_MS);
    };
    const end = live.listen(({ warningId }) => warningId === this.warningId && readSoon(), readSoon);
    return () => {
      endTold();
      clearTimeout(timer);
      end();
    };
  }

  async reload(): Promise<void> {
    try {
      await this.#take(await read(this.warningId));
    } catch (failed) {
      if (!this.warning) this.error = failed;
      else console.warn('warning', failed);
    }
  }

  /** Takes a step; true when it was taken. The same content sent again after a lost answer acts once. */
  async act(name: string, content: unknown, step: (condition: { ifMatch: string; idempotencyKey: string }) => Promise<Answer>): Promise<boolean> {
    this.busy = true;
    this.refusal = undefined;
    const text = JSON.stringify([name, this.#etag, content]);
    if (this.#key.content !== text) this.#key = { content: text, key: uuidv7() };
    try {
      await this.#take(await step({ ifMatch: this.#etag ?? '', idempotencyKey: this.#key.key }));
      return true;
    } catch (refused) {
      this.refusal = refused;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #take(answer: Answer): Promise<void> {
    const changed = answer.data.version !== this.warning?.version;
    this.warning = answer.data;
    this.#etag = answer.etag;
    this.error = undefined;
    if (this.sent) await this.told.read();
    else if (changed || !this.audience) await this.count();
  }

  /** Counts anew: devices come and go while a warning waits. */
  async count(): Promise<void> {
    try {
      this.audience = (await api.get('/v1/warnings/{warningId}/audience', { path: { warningId: this.warningId } })).data;
      this.audienceError = undefined;
    } catch (failed) {
      this.audienceError = failed;
    }
  }
}
