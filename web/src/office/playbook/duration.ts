import { span } from '$lib/time';

export type Unit = 'M' | 'H' | 'D';
const MINUTES: Record<Unit, number> = { M: 1, H: 60, D: 1440 };
/** 365 days. */
export const MOST_MINUTES = 525_600;

/** Minutes of an ISO 8601 length in days, hours, minutes and seconds; 0 for anything else. */
export function minutes(iso: string): number {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(iso);
  if (!found) return 0;
  const [days, hours, mins, seconds] = found.slice(1).map((one) => Number(one ?? 0));
  return days! * 1440 + hours! * 60 + mins! + Math.round(seconds! / 60);
}

/** "4 h", "2 days". */
export const duration = (iso: string): string => span(minutes(iso) * 60_000);

/** The largest unit that says it without a rest. */
export function split(iso: string): { count: number; unit: Unit } {
  const all = minutes(iso);
  const unit = (['D', 'H', 'M'] as const).find((one) => all > 0 && all % MINUTES[one] === 0) ?? 'M';
  return { count: all / MINUTES[unit], unit };
}

/** undefined for what is no whole number or out of bounds. */
export function joined(count: number, unit: Unit): string | undefined {
  const all = count * MINUTES[unit];
  if (!Number.isInteger(count) || all < 1 || all > MOST_MINUTES) return undefined;
  return unit === 'D' ? `P${count}D` : `PT${count}${unit}`;
}
