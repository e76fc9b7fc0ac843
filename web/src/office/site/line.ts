import type { components } from '$lib/api/contract';

export type Point = components['schemas']['SitePoint'];

export interface Step {
  x: number;
  y: number;
}

const DAY_MS = 86_400_000;
const days = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/**
 * The line of a risk index as corners in a box of so many units: an index stays until the next point, the last one until
 * today. Empty without points.
 */
export function steps(line: readonly Pick<Point, 'day' | 'index'>[], today: string, width: number, height: number): Step[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return [];
  const from = days(first.day);
  const across = Math.max(1, Math.max(days(today), days(last.day)) - from);
  const x = (day: string) => ((days(day) - from) / across) * width;
  const y = (index: number) => height - (index / 100) * height;
  const corners: Step[] = [];
  for (const [at, point] of line.entries()) {
    const before = line[at - 1];
    if (before) corners.push({ x: x(point.day), y: y(before.index) });
    corners.push({ x: x(point.day), y: y(point.index) });
  }
  return [...corners, { x: width, y: y(last.index) }];
}

export function path(corners: readonly Step[]): string {
  return corners.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** "+4", "−3", "±0". */
export function signed(change: number): string {
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '±0';
}

/** The colour of an index: below half the threshold, below it, past it, far past it. */
export function tone(index: number, threshold: number): 'low' | 'medium' | 'high' | 'extreme' {
  if (index >= threshold + (100 - threshold) / 2) return 'extreme';
  if (index >= threshold) return 'high';
  return index >= threshold / 2 ? 'medium' : 'low';
}
