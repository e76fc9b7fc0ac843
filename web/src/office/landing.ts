import type { Permission } from './account.svelte';

/** Where somebody who signs in finds the work that waits for them. */
export function landing(may: (permission: Permission) => boolean): string {
  if (may('case.work')) return '/office/cases';
  if (may('warning.approve') || may('warning.draft')) return '/office/warnings';
  if (may('officer.manage')) return '/office/officers';
  if (may('audit.read')) return '/office/audit';
  return '/office/cases';
}
