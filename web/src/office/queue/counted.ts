import type { Language } from '$lib/i18n.svelte';

/** The server counts no further than this: six counts of a large city stand beside every page. */
const MOST = 1_000;

/** A count of cases as it is shown; at the server's limit it is that or more. */
export function counted(count: number, language: Language): string {
  return count < MOST ? new Intl.NumberFormat(language).format(count) : '999+';
}
