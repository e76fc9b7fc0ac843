import { uuidv7 } from '$lib/ids';
import type { Store } from '../outbox/store';
import { LONGEST_MS, MINE } from './begun';

/** Of what was begun and never sent the newest stay. */
const MOST = 5;
/** A page that is loaded anew comes before its predecessor has let go. */
const TRIES = 10;
const BETWEEN_MS = 50;

export interface KeptDraft {
  id: string;
  /** Milliseconds since 1970. */
  keptAt: number;
}

/** What of the browser's tabs a draft needs. Old browsers have no locks: there every tab may have every draft. */
export interface Tabs {
  locks: Pick<LockManager, 'request'> | undefined;
  /** Of this tab alone; outlives a reload. */
  own: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** The half-written reports of this phone. A tab has one at a time, and touches none that another open tab has. */
export class Drafts<D extends KeptDraft> {
  #mine: { id: string; release: () => void } | undefined;

  constructor(
    private readonly store: Store<D>,
    private readonly tabs: Tabs,
    private readonly now: () => number = Date.now,
  ) {}

  /** What this tab had before it was loaded anew, else the newest that no other open tab has and that is wanted. */
  async resume(wanted: (draft: D) => boolean = () => true): Promise<D | undefined> {
    const all = (await this.store.all()).sort((one, other) => this.#at(other) - this.#at(one));
    const live = all.filter((draft, index) => index < MOST && this.now() - this.#at(draft) < LONGEST_MS);
    for (const old of all.filter((draft) => !live.includes(draft))) await this.#forget(old.id);

    const mine = this.tabs.own.getItem(MINE);
    const own = live.find((draft) => draft.id === mine && wanted(draft));
    if (own && (await this.#takePatiently(own.id))) return own;
    for (const draft of live) if (draft !== own && wanted(draft) && (await this.#take(draft.id))) return draft;
    return undefined;
  }

  /** Keeps what this tab has; the first time under an id of its own. */
  async keep(content: Omit<D, 'id' | 'keptAt'>): Promise<void> {
    if (!this.#mine) await this.#take(uuidv7(this.now()));
    await this.store.put({ ...content, id: this.#mine!.id, keptAt: this.now() } as D);
  }

  /** Forgets what this tab has, and nothing of any other. */
  async drop(): Promise<void> {
    const id = this.#mine?.id;
    if (id) await this.store.remove(id);
    this.leave();
  }

  /** Forgets those of other tabs too. */
  async dropAll(): Promise<void> {
    for (const { id } of await this.store.all()) await this.store.remove(id);
    this.leave();
  }

  /** It stays on the phone, for whoever opens the form next. */
  leave(): void {
    this.#mine?.release();
    this.#mine = undefined;
    this.tabs.own.removeItem(MINE);
  }

  /** One kept by an app that did not write down when. */
  #at(draft: D): number {
    return draft.keptAt ?? this.now();
  }

  async #forget(id: string): Promise<void> {
    const release = await this.#hold(id);
    if (!release) return;
    await this.store.remove(id);
    release();
  }

  async #takePatiently(id: string): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      if (await this.#take(id)) return true;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    return false;
  }

  async #take(id: string): Promise<boolean> {
    const release = await this.#hold(id);
    if (!release) return false;
    this.leave();
    this.#mine = { id, release };
    this.tabs.own.setItem(MINE, id);
    return true;
  }

  /** How to let go of it, or undefined when another tab has it. A closed tab has let go of everything. */
  #hold(id: string): Promise<(() => void) | undefined> {
    const { locks } = this.tabs;
    if (!locks) return Promise.resolve(() => undefined);
    return new Promise((resolve, reject) => {
      locks
        .request(`${MINE}.${id}`, { ifAvailable: true }, (lock) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(undefined)))
        .catch(reject);
    });
  }
}
