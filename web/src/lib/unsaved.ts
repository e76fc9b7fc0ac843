/** Words that are not saved yet. */
interface Kept<T> {
  /** Milliseconds since 1970. */
  at: number;
  written: T;
}

const PREFIX = 'qunfang.unsaved.';
const DAY_MS = 86_400_000;

/**
 * Keeps what is being written in this browser, for the person who writes it: a reload, a look at another page or a
 * session that ends takes nothing away. Saving it, giving it up and signing out end that.
 */
export class Unsaved<T> {
  readonly #key: string;

  /**
   * @param accountId whose words they are; of a door without accounts, its name
   * @param what kind of words they are and what they are about, such as `case.<id>`
   * @param days how long they are kept; what is written about a case is about another day after one
   */
  constructor(
    accountId: string,
    what: string,
    private readonly days = 1,
  ) {
    this.#key = `${PREFIX}${accountId}.${what}`;
  }

  read(now: number): Kept<T> | undefined {
    const text = localStorage.getItem(this.#key);
    if (!text) return undefined;
    try {
      const kept = JSON.parse(text) as Kept<T>;
      if (now - kept.at < this.days * DAY_MS) return kept;
    } catch (damaged) {
      console.warn('unsaved words', damaged);
    }
    this.forget();
    return undefined;
  }

  keep(written: T, now: number): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ at: now, written } satisfies Kept<T>));
    } catch (full) {
      // The page itself still has it.
      console.warn('unsaved words', full);
    }
  }

  forget(): void {
    localStorage.removeItem(this.#key);
  }
}

/** Whoever signs out leaves nothing behind on a shared computer. */
export function forgetUnsaved(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
