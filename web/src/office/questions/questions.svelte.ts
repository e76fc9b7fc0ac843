import type { components } from '$lib/api/contract';
import { account } from '../account.svelte';
import { api } from '../api';
import { live } from '../live.svelte';

export type Question = components['schemas']['Question'];
/** Milliseconds in which news are gathered before the count is asked anew. */
const GATHER_MS = 600;
const MOST_COUNTED = 99;

/** How many questions of other departments wait for an answer of this one. */
class QuestionsWaiting {
  count = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Keeps the count true until the returned function is called. */
  follow(): () => void {
    if (!account.may('case.work')) return () => undefined;
    const readSoon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#read(), GATHER_MS);
    };
    void this.#read();
    const end = live.listen(({ type }) => type === 'case.changed' && readSoon(), readSoon);
    return () => {
      end();
      clearTimeout(this.#timer);
      this.count = 0;
    };
  }

  async #read(): Promise<void> {
    try {
      const { data } = await api.get('/v1/consultations', { query: { waiting: true, limit: MOST_COUNTED } });
      this.count = data.items.length;
    } catch (failed) {
      console.warn('questions', failed);
    }
  }
}

export const questionsWaiting = new QuestionsWaiting();
