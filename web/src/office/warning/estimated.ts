import { language } from '$lib/i18n.svelte';

/** People as an estimate out of the areas' population is good for: two digits. */
export function estimated(people: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: 2 }).format(Math.round(people));
}
