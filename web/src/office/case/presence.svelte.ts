import { api } from '../api';
import { live, type Onlooker } from '../live.svelte';

/** The server forgets a page after 45 seconds: two words may be lost. */
const AGAIN_MS = 20_000;

/** Who else has a case in view. A page that is not seen says nothing and costs nothing. */
export class Presence {
  others = $state.raw<readonly Onlooker[]>([]);
  #writing = false;

  constructor(readonly caseId: string) {}

  /** Tells the others, and hears of them, until the returned function is called. */
  follow(): () => void {
    const turn = () => void (document.visibilityState === 'visible' ? this.#say() : this.#leave());
    const ends = [live.watch((caseId, others) => caseId === this.caseId && (this.others = others)), live.listen(() => undefined, turn)];
    const timer = setInterval(() => void (document.visibilityState === 'visible' && this.#say()), AGAIN_MS);
    document.addEventListener('visibilitychange', turn);
    void turn();
    return () => {
      ends.forEach((end) => end());
      clearInterval(timer);
      document.removeEventListener('visibilitychange', turn);
      void this.#leave();
    };
  }

  /** A form is open now, or is no longer. */
  write(writing: boolean): void {
    if (writing === this.#writing) return;
    this.#writing = writing;
    void this.#say();
  }

  async #say(): Promise<void> {
    try {
      this.others = (await api.put('/v1/cases/{caseId}/presence', { path: { caseId: this.caseId }, body: { writing: this.#writing } })).data.others;
    } catch (failed) {
      // The line, or the right to read the case, is gone: the page itself says so.
      this.others = [];
      console.warn('presence', failed);
    }
  }

  async #leave(): Promise<void> {
    this.others = [];
    try {
      await api.delete('/v1/cases/{caseId}/presence', { path: { caseId: this.caseId } });
    } catch (failed) {
      console.warn('presence', failed);
    }
  }
}
