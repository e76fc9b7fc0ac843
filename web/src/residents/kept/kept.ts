import { ProblemError } from '$lib/api/problem';
import { Loaded, Remembered } from '$lib/loaded.svelte';
import { indexed, type Store } from '../outbox/store';

/** An answer of the server as this phone keeps it. */
interface Kept {
  id: string;
  /** When it was asked for, in milliseconds since 1970. */
  at: number;
  value: unknown;
}

/** An answer that takes longer than this may never come. */
const PATIENCE_MS = 2_000;
let store: Store<Kept> | undefined;
const kept = () => (store ??= indexed<Kept>('kept'));

/** What the phone cannot keep or find is only missing later; nothing of now depends on it. */
const unkept = (lost: unknown) => console.warn('kept', lost);

/** Asks, and keeps the answer; where none comes, the last one stands in with its time. */
export function keptUnder<T>(id: string, ask: () => Promise<T | Remembered<T>>): Loaded<T> {
  const loaded: Loaded<T> = new Loaded(async () => {
    const at = Date.now();
    try {
      const answer = await ask();
      void kept().put(record(id, at, answer)).catch(unkept);
      return answer;
    } catch (lost) {
      if (lost instanceof ProblemError && lost.isOurs && lost.status === 404) {
        await forget((one) => one === id).catch(unkept);
        loaded.data = undefined;
      } else await standIn();
      throw lost;
    }
  });
  const standIn = async () => {
    const last = await kept().get(id).catch(unkept);
    if (last) loaded.standIn(last.value as T, last.at);
  };
  setTimeout(() => void standIn(), PATIENCE_MS);
  return loaded;
}

/** Keeps an answer that nobody has asked to see yet, unless it is there. */
export async function keepAhead(id: string, ask: () => Promise<unknown>): Promise<void> {
  if (await kept().get(id).catch(unkept)) return;
  const at = Date.now();
  await kept().put(record(id, at, await ask()));
}

/** What the server itself only remembered is no younger on this phone. */
function record(id: string, at: number, answer: unknown): Kept {
  return answer instanceof Remembered ? { id, at: answer.asOf, value: answer.value } : { id, at, value: answer };
}

export async function forget(which: (id: string) => boolean): Promise<void> {
  const ids = (await kept().all()).map(({ id }) => id).filter(which);
  await Promise.all(ids.map((id) => kept().remove(id)));
}
