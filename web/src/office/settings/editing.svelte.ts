import { tick } from 'svelte';
import { ProblemError } from '$lib/api/problem';
import { uuidv7 } from '$lib/ids';
import { account } from '../account.svelte';
import { Unsaved } from '$lib/unsaved';

interface Versioned {
  id: string;
  version: number;
}

interface Ways<T extends Versioned, W> {
  /** What the words are about, such as `category.<id>`. */
  about: string;
  /** undefined for something new; null when it is not there. */
  read: () => Promise<T | null | undefined>;
  begin: (known: T | undefined) => W;
  /** undefined while something is missing. */
  ready: (written: W) => boolean;
  save: (written: W, known: { id: string; ifMatch: string } | undefined, key: string) => Promise<T>;
}

/**
 * One thing while somebody writes it. The words are kept in this browser until they are saved or given up, with the
 * version they were written on: whoever was faster is not overwritten unseen.
 */
export class Editing<T extends Versioned, W extends object> {
  known = $state.raw<T>();
  written = $state<W>();
  /** Somebody else's, who was faster. */
  newer = $state.raw<T>();
  missing = $state(false);
  failed = $state.raw<unknown>();
  refusal = $state.raw<unknown>();
  busy = $state(false);
  tried = $state(false);
  /** When the words were kept that stand here again: milliseconds since 1970. */
  kept = $state<number>();
  #base: number | undefined;
  #begun = '';
  #key = { of: '', key: '' };
  readonly #ways: Ways<T, W>;
  readonly #unsaved: Unsaved<{ base: number | undefined; words: W }>;

  constructor(ways: Ways<T, W>) {
    this.#ways = ways;
    this.#unsaved = new Unsaved(account.me?.id ?? '', ways.about);
    void this.load();
  }

  async load(): Promise<void> {
    this.failed = undefined;
    try {
      const read = await this.#ways.read();
      this.missing = read === null;
      if (read === null) return;
      this.#show(read);
      const found = this.#unsaved.read(Date.now());
      if (!found) return;
      this.kept = found.at;
      this.#base = found.written.base ?? this.#base;
      this.written = found.written.words;
    } catch (lost) {
      this.failed = lost;
    }
  }

  /** The names of what the other one changed. */
  get differences(): string[] {
    if (!this.newer || !this.known || this.known.version !== this.#base) return [];
    const [mine, theirs] = [this.#ways.begin(this.known), this.#ways.begin(this.newer)] as Record<string, unknown>[];
    return Object.keys(theirs!).filter((name) => comparable(mine![name]) !== comparable(theirs![name]));
  }

  /** To be called whenever the words change. */
  keep(): void {
    if (!this.written) return;
    const words = $state.snapshot(this.written) as W;
    if (comparable(words) === this.#begun) this.#unsaved.forget();
    else this.#unsaved.keep({ base: this.#base, words }, Date.now());
  }

  giveUp(): void {
    this.#unsaved.forget();
    this.#show(this.newer ?? this.known);
  }

  /** What was written stays and, once saved, replaces what the other one saved. */
  keepMine(): void {
    if (!this.newer) return;
    this.known = this.newer;
    this.#base = this.newer.version;
    this.newer = undefined;
  }

  /** @returns what was saved; undefined when something is missing or refused */
  async save(form: HTMLElement | undefined): Promise<T | undefined> {
    this.tried = true;
    const words = $state.snapshot(this.written) as W;
    if (!this.#ways.ready(words)) {
      await tick();
      form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return undefined;
    }
    this.busy = true;
    this.refusal = undefined;
    try {
      const saved = await this.#ways.save(words, this.known && { id: this.known.id, ifMatch: `"${this.#base}"` }, this.#keyOf(words));
      this.#unsaved.forget();
      this.written = undefined;
      return saved;
    } catch (refused) {
      if (refused instanceof ProblemError && refused.status === 412) await this.#meet();
      else this.refusal = refused;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** The server's word about a field. */
  at(pointer: string): string | undefined {
    return this.refusal instanceof ProblemError ? this.refusal.at(pointer) : undefined;
  }

  async #meet(): Promise<void> {
    try {
      this.newer = (await this.#ways.read()) ?? undefined;
    } catch (lost) {
      this.refusal = lost;
    }
  }

  #show(known: T | undefined): void {
    this.known = known;
    this.#base = known?.version;
    this.newer = undefined;
    this.refusal = undefined;
    this.tried = false;
    this.kept = undefined;
    const words = this.#ways.begin(known);
    this.#begun = comparable(words);
    this.written = words;
  }

  #keyOf(words: W): string {
    const of = JSON.stringify(words);
    if (this.#key.of !== of) this.#key = { of, key: uuidv7() };
    return this.#key.key;
  }
}

/** Keys tell parts of a draft apart on the page only: they are new each time. */
function comparable(words: unknown): string {
  return JSON.stringify(words, (name, value: unknown) => (name === 'key' ? undefined : value)) ?? '';
}
