import type { components } from '$lib/api/contract';

export const ROLES: readonly components['schemas']['Officer']['roles'][number][] =
  ['officer', 'duty_officer', 'department_lead', 'warning_author', 'warning_approver', 'auditor', 'administrator'];
