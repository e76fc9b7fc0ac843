import type { components } from '$lib/api/contract';
import { say, t } from '$lib/i18n.svelte';
import { api } from '../api';

export type Finding = components['schemas']['Finding'];
export type FindingDetail = components['schemas']['FindingDetail'];
export type Duty = Finding['duty'];

export const DUTIES: Duty[] = ['permit', 'inspect', 'enforce', 'respond'];

/** Where a finding holds, in words. */
export function where(finding: Pick<Finding, 'area' | 'extent'>): string {
  if (finding.area) return say(finding.area.name);
  return finding.extent === 'everywhere' ? t('coverage.everywhere') : t('coverage.nowhere');
}

/** Finds the finding that tells of a cell: named at the cell, or at an area or category above it. */
export async function findingOf(duty: Duty, kind: Finding['kind'], categories: string[], areas: string[]): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < 5; page++) {
    const { data } = await api.get('/v1/coverage', { query: { duty, kind, status: 'open', limit: 200, ...(cursor ? { cursor } : {}) } });
    const found = data.items.find((one) => categories.includes(one.category.code) && (one.area ? areas.includes(one.area.code) : one.extent === 'everywhere'));
    if (found || !data.next) return found?.id;
    cursor = data.next;
  }
  return undefined;
}
