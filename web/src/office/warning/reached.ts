import { t } from '$lib/i18n.svelte';
import type { Deliveries } from './accounted';

/** Milliseconds until this share of those who were reached had been, as the steps of the line tell it. */
export function millisUntil(reach: Deliveries['reach'], share: number): number {
  const [first, last] = [reach[0], reach.at(-1)];
  if (!first || !last) return 0;
  const step = reach.find(({ accepted }) => accepted >= last.accepted * share) ?? last;
  return Date.parse(step.until) - Date.parse(first.until);
}

/** "8 s", "2 min 5 s", "3 h 10 min". */
export function lasted(reach: Deliveries['reach'], share: number): string {
  const seconds = Math.round(millisUntil(reach, share) / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours > 0) return t('reached.hours', { h: hours, m: minutes });
  return minutes > 0 ? t('reached.minutes', { m: minutes, s: seconds % 60 }) : t('reached.seconds', { s: seconds });
}
