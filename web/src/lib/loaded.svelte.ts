/** An answer of somebody who remembers it and cannot look it up: true at {@link asOf}, in milliseconds since 1970. */
export class Remembered<T> {
  constructor(readonly value: T, readonly asOf: number) {}
}

/** Something a page needs from the server: being loaded, there, or failed; reloading keeps showing what was there. */
export class Loaded<T> {
  data = $state.raw<T | undefined>();
  error = $state.raw<unknown>();
  /** When the data was true, in milliseconds since 1970. */
  asOf = $state<number>();
  loading = $state(false);
  #fresh = $state(false);
  #turn = 0;

  constructor(private readonly load: () => Promise<T | Remembered<T>>) {
    void this.reload();
  }

  /** Whether what is shown was known before, and nothing newer is. */
  get old(): boolean {
    return this.data !== undefined && !this.#fresh;
  }

  /** What was known before stands in until an answer comes. */
  standIn(data: T, asOf: number): void {
    if (this.data !== undefined) return;
    this.data = data;
    this.asOf = asOf;
  }

  async reload(): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    const now = Date.now();
    try {
      const answer = await this.load();
      if (turn !== this.#turn) return;
      const { value: data, asOf } = answer instanceof Remembered ? answer : { value: answer, asOf: now };
      Object.assign(this, { data, asOf, error: undefined });
      this.#fresh = !(answer instanceof Remembered);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = error;
      this.#fresh = false;
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}
