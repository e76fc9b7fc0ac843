import { say } from '$lib/i18n.svelte';
import type { Area } from '../reference';

export interface AreaChoice {
  value: string;
  label: string;
}

/** As many as a page can show; the others are found by typing. */
export const MOST = 60;

/** The areas that match what was typed, each below the one it belongs to; chosen ones always. */
export function choices(areas: readonly Area[], typed: string, chosen: readonly string[]): AreaChoice[] {
  const codeToArea = new Map(areas.map((area) => [area.code, area]));
  const parent = (area: Area) => codeToArea.get(area.parentCode ?? '');
  const path = (area: Area, depth = 0): string => {
    const above = depth < 8 ? parent(area) : undefined;
    return above ? `${path(above, depth + 1)}/${area.code}` : area.code;
  };
  const names = (area: Area | undefined) => Object.values(area?.name ?? {}).join(' ').toLowerCase();
  const wanted = typed.trim().toLowerCase();
  const small = (area: Area) => area.level === 'street' || area.level === 'community';
  const matches = (area: Area) => names(area).includes(wanted) || (small(area) && names(parent(area)).includes(wanted));
  const kept = new Set(chosen);
  let free = MOST;
  return areas
    .map((area) => ({ area, path: path(area) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .filter(({ area }) => kept.has(area.code) || (matches(area) && free-- > 0))
    .map(({ area }) => ({ value: area.code, label: small(area) && parent(area) ? `${say(area.name)} · ${say(parent(area)?.name)}` : say(area.name) }));
}
