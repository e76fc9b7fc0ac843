import { t } from '$lib/i18n.svelte';
import type { components } from '$lib/api/contract';

/** How far the steps of a playbook have come; what was skipped is not done. */
export function progressWords({ done, skipped, total }: Omit<components['schemas']['TaskProgress'], 'late'>): string {
  return skipped > 0 ? t('task.progressSkipped', { done, skipped, total }) : t('task.progressWords', { done, total });
}
