interface Page<T> {
  items: T[];
  next: string | null;
}

const PAGE = 200;
/** 20,000 of a kind: more than any city has categories, departments or areas. */
const MOST = 100;

/** Everything of a list, page after page. */
export async function everyItem<T>(ask: (query: { limit: number; cursor?: string }) => Promise<{ data: Page<T> }>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST; page++) {
    const { data }: { data: Page<T> } = await ask({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    all.push(...data.items);
    cursor = data.next;
    if (!cursor) break;
  }
  return all;
}

/** What is above a thing in its tree: nearest first, without itself. */
export function above<T extends { code: string }>(all: readonly T[], code: string | undefined, parentOf: (one: T) => string | undefined): T[] {
  const known = new Map(all.map((one) => [one.code, one]));
  const chain: T[] = [];
  for (let at = known.get(code ?? ''); at && chain.length < MOST; ) {
    at = known.get(parentOf(at) ?? '');
    if (at) chain.push(at);
  }
  return chain;
}

/** Parents before their children, each with its depth. What has lost its parent stands at the top. */
export function inTree<T extends { code: string }>(all: readonly T[], parentOf: (one: T) => string | undefined): { one: T; depth: number }[] {
  const codes = new Set(all.map((one) => one.code));
  const below = new Map<string, T[]>();
  for (const one of all) {
    const parent = parentOf(one);
    const key = parent && codes.has(parent) ? parent : '';
    below.set(key, [...(below.get(key) ?? []), one]);
  }
  const walk = (key: string, depth: number): { one: T; depth: number }[] => (below.get(key) ?? []).flatMap((one) => [{ one, depth }, ...walk(one.code, depth + 1)]);
  return walk('', 0);
}
