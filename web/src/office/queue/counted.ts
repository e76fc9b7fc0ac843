import type { Language } from '$lib/i18n.svelte';

/** The server counts no further than this. */
const MOST = 10_000;

/** A count of cases as it is shown; at the server's limit it is that or more. */
export function counted(count: number, language: Language): string {
  if (count < MOST) return new Intl.NumberFormat(language).format(count);
  return language === 'zh-CN' ? '1万+' : '10,000+';
}
