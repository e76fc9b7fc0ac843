/** A list that comes page by page. Asking anew keeps showing what was there until the answer is here. */
export class Paged<T> {
  items = $state.raw<T[]>();
  error = $state.raw<unknown>();
  loading = $state(false);
  next = $state<string | null>(null);
  #turn = 0;

  constructor(private readonly ask: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>) {}

  async reload(): Promise<void> {
    await this.#load(undefined);
  }

  async more(): Promise<void> {
    if (this.next) await this.#load(this.next);
  }

  async #load(cursor: string | undefined): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await this.ask(cursor);
      if (turn !== this.#turn) return;
      this.items = cursor ? [...(this.items ?? []), ...page.items] : page.items;
      this.next = page.next;
      this.error = undefined;
    } catch (failed) {
      if (turn === this.#turn) this.error = failed;
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}
