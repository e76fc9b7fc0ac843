import type { components } from '$lib/api/contract';
import { language, t } from '$lib/i18n.svelte';

type Audience = components['schemas']['AudienceEstimate'] & { devicesAtSubmission?: number };

/** Fewer devices more or less are no news to anybody. */
const MANY = 100;

const number = (value: number) => new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value);

/** How much of the area lies outside the city, in words; empty when nothing does. */
export function outside({ outsidePercent }: Audience): string {
  if (!outsidePercent) return '';
  return outsidePercent === 100 ? t('audience.allOutside') : t('audience.outside', { percent: number(outsidePercent) });
}

/** Whether more than half of the larger number, and more than a hundred devices, came or went since the submission. */
export function farOff(now: number, then: number): boolean {
  const between = Math.abs(now - then);
  return between > MANY && between > Math.max(now, then) / 2;
}

/** That another number was submitted than is due now, in words; empty when it is the same. */
export function since({ devices, devicesAtSubmission }: Audience): string {
  if (devicesAtSubmission === undefined || devicesAtSubmission === devices) return '';
  return t(farOff(devices, devicesAtSubmission) ? 'audience.sinceFarOff' : 'audience.since', { now: number(devices), then: number(devicesAtSubmission) });
}
