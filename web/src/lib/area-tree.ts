import type { Area } from './areas.svelte';

/** The areas by the one they lie in. */
export interface AreaTree {
  codeToArea: ReadonlyMap<string, Area>;
  /** What is chosen from first: below a city that stands alone. */
  top: readonly Area[];
  childrenOf: (code: string) => readonly Area[];
}

export function treeOf(areas: readonly Area[]): AreaTree {
  const codeToArea = new Map(areas.map((area) => [area.code, area]));
  const codeToChildren = new Map<string, Area[]>();
  const roots: Area[] = [];
  for (const area of areas) {
    const siblings = area.parentCode && codeToArea.has(area.parentCode) ? (codeToChildren.get(area.parentCode) ?? []) : roots;
    siblings.push(area);
    if (siblings !== roots) codeToChildren.set(area.parentCode!, siblings);
  }
  const childrenOf = (code: string) => codeToChildren.get(code) ?? [];
  let top: readonly Area[] = roots;
  while (top.length === 1 && childrenOf(top[0]!.code).length > 0) top = childrenOf(top[0]!.code);
  return { codeToArea, top, childrenOf };
}

/** From the first choice down to an area: the district, then its street. Empty for one that is not in the tree. */
export function pathTo({ codeToArea, top }: AreaTree, code: string): Area[] {
  const path: Area[] = [];
  const first = new Set(top.map((area) => area.code));
  for (let area = codeToArea.get(code); area && path.length < 10; area = codeToArea.get(area.parentCode ?? '')) {
    path.unshift(area);
    if (first.has(area.code)) return path;
  }
  return [];
}

/** One list to choose from for each step, the last one below what is chosen. The first is there before the areas are. */
export function steps(tree: AreaTree, path: readonly Area[]): (readonly Area[])[] {
  return [tree.top, ...path.map((area) => tree.childrenOf(area.code)).filter((list) => list.length > 0)];
}

/** A list longer than this is searched, not scrolled. */
export const LONG = 60;

/** What of a list is offered: all of a short one; of a long one what has the typed words in its name, and what is chosen. */
export function offered(list: readonly Area[], typed: string, chosen: string): readonly Area[] {
  if (list.length <= LONG) return list;
  const wanted = typed.trim().toLowerCase();
  const fits = (area: Area) => wanted !== '' && Object.values(area.name).some((name) => name?.toLowerCase().includes(wanted));
  const found = list.filter(fits).slice(0, LONG);
  const kept = list.find((area) => area.code === chosen);
  return kept && !found.includes(kept) ? [kept, ...found] : found;
}
