const tails = new Map<string, Promise<unknown>>();

/** Runs one piece of work of this name at a time: over all tabs where the browser has locks, else in this tab. */
export function exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
  if ('locks' in navigator && navigator.locks) return navigator.locks.request(`qunfang.${name}`, work) as Promise<T>;
  const turn = (tails.get(name) ?? Promise.resolve()).then(work, work);
  tails.set(name, turn);
  return turn;
}
