import type { components } from '$lib/api/contract';
import type { Area } from '../reference';
import { readCorners } from '../warning/shapes';

export type AreaInput = components['schemas']['AreaInput'];
export type AreaChange = components['schemas']['AreaChange'];
export const LEVELS = ['country', 'province', 'city', 'county', 'district', 'street', 'community'] as const;

/** An area as somebody writes it. A new boundary is drawn by its corners; the boundary there is stays otherwise. */
export interface AreaDraft {
  code: string;
  zh: string;
  en: string;
  level: string;
  parent: string;
  validFrom: string;
  validTo: string;
  population: number | null;
  /** One corner a line, latitude and longitude. */
  corners: string;
}

const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const DAY = /^[1-9]\d{3}-\d{2}-\d{2}$/;

/** The level below a level, as far as they are in order. */
export function levelBelow(level: string | undefined): string {
  const at = LEVELS.indexOf(level as (typeof LEVELS)[number]);
  return at < 0 ? 'district' : level === 'city' ? 'district' : level === 'province' ? 'city' : (LEVELS[at + 1] ?? 'community');
}

export function begin(known: Area | undefined, parent?: Area): AreaDraft {
  return {
    code: known?.code ?? '', zh: known?.name['zh-CN'] ?? '', en: known?.name.en ?? '', level: known?.level ?? levelBelow(parent?.level),
    parent: known?.parentCode ?? parent?.code ?? '', validFrom: known?.validFrom ?? '', validTo: known?.validTo ?? '', population: known?.population ?? null, corners: '',
  };
}

export const isCode = (code: string) => CODE.test(code.trim());
/** From the end on it no longer holds, so it comes after the beginning. */
export const isSpan = ({ validFrom, validTo }: AreaDraft) => (validFrom === '' || DAY.test(validFrom)) && (validTo === '' || (DAY.test(validTo) && (validFrom === '' || validTo > validFrom)));
export const isCount = (population: number | null) => population === null || (Number.isInteger(population) && population >= 0 && population <= 10_000_000_000);

/** Whether the corners make a boundary; none are needed where there is one. */
export function isBoundary(draft: AreaDraft, isNew: boolean): boolean {
  if (!isNew && draft.corners.trim() === '') return true;
  const { corners, wrong } = readCorners(draft.corners);
  return wrong.length === 0 && corners.length >= 3;
}

export function isReady(draft: AreaDraft, isNew: boolean): boolean {
  return isCode(draft.code) && draft.zh.trim() !== '' && draft.en.trim() !== '' && isSpan(draft) && isCount(draft.population) && isBoundary(draft, isNew);
}

export function content(draft: AreaDraft): AreaChange {
  const { corners } = readCorners(draft.corners);
  return {
    code: draft.code.trim(), name: { 'zh-CN': draft.zh.trim(), en: draft.en.trim() }, level: draft.level, ...(draft.parent ? { parentCode: draft.parent } : {}),
    ...(draft.validFrom ? { validFrom: draft.validFrom } : {}), ...(draft.validTo ? { validTo: draft.validTo } : {}), ...(draft.population === null ? {} : { population: draft.population }),
    ...(corners.length >= 3 ? { geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]!]] } } : {}),
  };
}

/** Whether it no longer holds, or not yet, on a day. */
export function standing(area: Area, day: string): 'now' | 'ended' | 'coming' {
  if (area.validTo && area.validTo <= day) return 'ended';
  return area.validFrom > day ? 'coming' : 'now';
}
