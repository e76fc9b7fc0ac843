import { account } from './account.svelte';
import { api } from './api';
import { live } from './live.svelte';
import type { CaseItem } from './queue/queue.svelte';

const KEY = 'surges-seen';

/** The surges that run, for the duty office: told at once, on every page, until somebody has seen them. */
class Surges {
  running = $state.raw<CaseItem[]>([]);
  #seen = $state.raw<ReadonlySet<string>>(new Set(JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as string[]));

  get unseen(): CaseItem[] {
    return this.running.filter((one) => !this.#seen.has(one.id));
  }

  seen(caseId: string): void {
    this.#seen = new Set([...this.#seen, caseId]);
    sessionStorage.setItem(KEY, JSON.stringify([...this.#seen]));
  }

  /** Until the returned function is called. Nothing for whoever is not of the duty office. */
  follow(): () => void {
    if (!account.may('case.triage-all')) return () => undefined;
    void this.#read();
    return live.listen(({ type, caseId }) => {
      if (type !== 'case.surge') return;
      if (caseId) this.#forget(caseId);
      void this.#read();
    }, () => void this.#read());
  }

  /** A new surge around a case that had one is told again. */
  #forget(caseId: string): void {
    this.#seen = new Set([...this.#seen].filter((one) => one !== caseId));
  }

  async #read(): Promise<void> {
    try {
      const { data } = await api.get('/v1/cases', { query: { queue: 'duty', limit: 200 } });
      this.running = data.items.filter((one) => one.surging);
    } catch (failed) {
      console.warn('surges', failed);
    }
  }
}

export const surges = new Surges();
