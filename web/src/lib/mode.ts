import type { Language } from './i18n.svelte';

/** What stands at the head of every text of an exercise or a test, as the server writes it (Mode.java). */
const MARKS: Record<string, Record<Language, string>> = {
  exercise: { 'zh-CN': '【演练，并非真实险情】', en: '[EXERCISE – NOT REAL] ' },
  test: { 'zh-CN': '【系统测试，并非真实险情】', en: '[SYSTEM TEST – NOT REAL] ' },
};

const mark = (mode: string, language: Language) => MARKS[mode]?.[language] ?? '';

/** The text as it goes out. */
export const marked = (text: string, mode: string, language: Language): string => mark(mode, language) + text;

/** The text beside a banner that says the same already. */
export function unmarked(text: string, mode: string, language: Language): string {
  const head = mark(mode, language);
  return head && text.startsWith(head) ? text.slice(head.length) : text;
}

/** The mark as a banner, without its brackets; empty when it is real. */
export const banner = (mode: string, language: Language): string => mark(mode, language).replace(/[【】[\]]/g, '').trim();
