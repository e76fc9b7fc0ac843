/** A report that was begun and not sent stays on the phone for so long. */
export const LONGEST_MS = 30 * 24 * 3_600_000;
/** Under this name a tab remembers the one it has, and holds a lock for each. */
export const MINE = 'qunfang.draft';

interface Begun {
  id: string;
  /** Milliseconds since 1970; missing in one kept by an app that did not write down when. */
  keptAt?: number;
}

/**
 * Whether this tab could go on with one of these: with its own, or one that no other open tab has.
 *
 * @param held names of the locks of all open tabs
 * @param mine the id of the one that this tab has
 */
export function isBegun(all: Begun[], held: (string | undefined)[], mine: string | null, now: number): boolean {
  return all.some(({ id, keptAt = now }) => now - keptAt < LONGEST_MS && (id === mine || !held.includes(`${MINE}.${id}`)));
}
