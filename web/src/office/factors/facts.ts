import type { components } from '$lib/api/contract';

export type SiteFact = components['schemas']['SiteFact'];

/** What a site's record can say: one of a few values, or a number. */
const VALUES: Record<SiteFact, readonly string[]> = {
  'inspection-overdue': [], 'inspection-age': [], 'inspection-result': ['sound', 'defects', 'danger'], 'inspection-unanswered': [],
  permit: ['in-force', 'ended'], reports: [], 'fill-depth': [], height: [], 'people-in-reach': [],
};
export const FACTS = Object.keys(VALUES) as SiteFact[];
export const NUMBERS: ReadonlySet<SiteFact> = new Set(FACTS.filter((fact) => VALUES[fact].length === 0));
export const valuesOf = (fact: SiteFact): readonly string[] => VALUES[fact];
