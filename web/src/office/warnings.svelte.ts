import { account } from './account.svelte';
import { api } from './api';
import { live } from './live.svelte';

/** Milliseconds in which news are gathered before the count is asked anew. */
const GATHER_MS = 400;

/** How many warnings wait for the person who is signed in: for approval by an approver, for changes by their author. */
class WarningsWaiting {
  toApprove = $state(0);
  returned = $state(0);
  count = $derived(this.toApprove + this.returned);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Keeps the count true until the returned function is called. */
  follow(): () => void {
    if (!account.may('warning.approve') && !account.may('warning.draft')) return () => undefined;
    const readSoon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#read(), GATHER_MS);
    };
    void this.#read();
    const end = live.listen(({ warningId }) => warningId && readSoon(), readSoon);
    return () => {
      end();
      clearTimeout(this.#timer);
      this.toApprove = this.returned = 0;
    };
  }

  async #read(): Promise<void> {
    const me = account.me?.id;
    try {
      const submitted = account.may('warning.approve') ? await withStatus('submitted') : [];
      const returned = account.may('warning.draft') ? await withStatus('returned') : [];
      this.toApprove = submitted.filter((author) => author !== me).length;
      this.returned = returned.filter((author) => author === me).length;
    } catch (failed) {
      console.warn('warnings', failed);
    }
  }
}

const withStatus = (status: 'submitted' | 'returned') =>
  api.get('/v1/warnings', { query: { status, limit: 200 } }).then(({ data }) => data.items.map((one) => one.author?.accountId));

export const warningsWaiting = new WarningsWaiting();
