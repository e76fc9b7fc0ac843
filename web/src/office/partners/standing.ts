import type { components } from '$lib/api/contract';
import { t, word } from '$lib/i18n.svelte';

type Volunteer = components['schemas']['Volunteer'];
type Guardian = { name: string; phone: string } | undefined;

const skills = (codes: readonly string[]) => codes.map((code) => word('partners.skill', code)).join('、') || t('standing.none');
const guardian = (one: Guardian) => (one ? `${one.name} ${one.phone}` : t('standing.none'));

/** What an officer verified and the volunteer changed since, with how it was. */
export function changedSinceVerified(volunteer: Volunteer): string[] {
  const before = volunteer.verifiedAs;
  if (!before) return [];
  const was = { name: before.name, birthYear: String(before.birthYear), guardian: guardian(before.guardian), skills: skills(before.skills) };
  return (volunteer.changedSinceVerified ?? []).map((field) => t('standing.from', { field: word('standing.field', field), before: was[field] }));
}

/** What differs between the volunteer that was read and the one that is stored now. */
export function difference(read: Volunteer, now: Volunteer): string[] {
  const told = (one: Volunteer) => ({
    name: one.name ?? t('standing.none'),
    phone: one.phone ?? t('standing.none'),
    birthYear: String(one.birthYear ?? t('standing.none')),
    guardian: guardian(one.guardian),
    allSkills: skills(one.skills),
    status: word('partners.is', one.status),
  });
  const [before, after] = [told(read), told(now)];
  return (Object.keys(before) as (keyof typeof before)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => t('standing.fromTo', { field: word('standing.field', field), before: before[field], after: after[field] }));
}
