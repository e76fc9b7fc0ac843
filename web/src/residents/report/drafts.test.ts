import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { indexed } from '../outbox/store';
import { Drafts, type KeptDraft, type Tabs } from './drafts';

interface Words extends KeptDraft {
  words: string;
}
const DAY = 24 * 3_600_000;

/** A phone with a clock; its tabs share the store and the locks, each has a memory of its own. */
function phone() {
  const store = indexed<Words>('drafts', new IDBFactory());
  const held = new Set<string>();
  const clock = { now: 1_800_000_000_000 };
  const locks = {
    request: async (name: string, _options: unknown, work: (lock: object | null) => unknown) => {
      if (held.has(name)) return work(null);
      held.add(name);
      await work({});
      held.delete(name);
    },
  } as unknown as Tabs['locks'];
  const memory = () => {
    const kept = new Map<string, string>();
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  };
  const tab = (own: Tabs['own'] = memory()) => new Drafts<Words>(store, { locks, own }, () => clock.now++);
  /** What happens to a tab that is closed or loaded anew: it lets go of everything. */
  const close = () => held.clear();
  return { store, clock, tab, memory, close };
}

describe('half-written reports of two tabs', () => {
  it('are two: sending one leaves the other', async () => {
    const { tab, store } = phone();
    const one = tab();
    const other = tab();
    await one.keep({ words: 'one' });
    expect(await other.resume()).toBeUndefined();
    await other.keep({ words: 'other' });
    await one.drop();
    expect((await store.all()).map(({ words }) => words)).toEqual(['other']);
    await other.keep({ words: 'other, longer' });
    expect((await store.all()).map(({ words }) => words)).toEqual(['other, longer']);
  });

  it('come back each in its own tab after a reload, the newest in a new one once its tab is closed', async () => {
    const { tab, memory, close } = phone();
    const memories = [memory(), memory()];
    await tab(memories[0]).keep({ words: 'first' });
    await tab(memories[1]).keep({ words: 'second' });
    close();
    expect((await tab(memories[0]).resume())?.words).toBe('first');
    expect((await tab().resume())?.words).toBe('second');
    expect(await tab().resume()).toBeUndefined();
  });

  it('do not follow into a tab that was copied with its memory', async () => {
    const { tab, memory } = phone();
    const mine = memory();
    await tab(mine).keep({ words: 'mine' });
    expect(await tab(mine).resume()).toBeUndefined();
  });

  it('stay for 30 days, the five newest', async () => {
    const { tab, store, clock, close } = phone();
    for (let n = 1; n <= 7; n++) await tab().keep({ words: `${n}` });
    close();
    expect((await tab().resume())?.words).toBe('7');
    expect((await store.all()).map(({ words }) => words).sort()).toEqual(['3', '4', '5', '6', '7']);
    close();
    clock.now += 31 * DAY;
    expect(await tab().resume()).toBeUndefined();
    expect(await store.all()).toEqual([]);
  });

  it('are all forgotten when the phone forgets everything', async () => {
    const { tab, store } = phone();
    await tab().keep({ words: 'of another tab' });
    const one = tab();
    await one.keep({ words: 'one' });
    await one.dropAll();
    expect(await store.all()).toEqual([]);
  });

  it('are found again without locks and when they were kept without a time', async () => {
    const { store, memory } = phone();
    await store.put({ id: 'draft', words: 'of an older app' } as Words);
    expect((await new Drafts<Words>(store, { locks: undefined, own: memory() }).resume())?.words).toBe('of an older app');
  });
});
