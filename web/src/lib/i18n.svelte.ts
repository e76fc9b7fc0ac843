import type common from '$i18n/common/zh-CN';
import type office from '$i18n/office/zh-CN';
import type org from '$i18n/org/zh-CN';
import type residents from '$i18n/residents/zh-CN';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text people read, in several languages, as the server sends it. */
export type LocalizedText = { [language: string]: string | undefined };

/** Every text of every front door. A door loads its own and the common ones; a key of another door shows as itself. */
type Texts = typeof common & typeof residents & typeof org & typeof office;
export type TextKey = keyof Texts;
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Values<K extends TextKey> = [Names<Texts[K]>] extends [never] ? [] : [Record<Names<Texts[K]>, string | number>];

type Dictionary = Record<string, string>;
export type TextFile = () => Promise<{ default: Dictionary }>;
export type TextFiles = Record<Language, TextFile>;

const KEPT = 'qunfang.language';
const current = $state<{ language: Language; texts: Dictionary }>({ language: preferred(), texts: {} });
let files: TextFiles[] = [];

/** The language chosen here before, else the first the browser names that we have, else Chinese. */
function preferred(): Language {
  const chosen = localStorage.getItem(KEPT);
  const wishes = chosen ? [chosen] : navigator.languages;
  for (const wish of wishes) {
    if (wish.toLowerCase().startsWith('zh')) return 'zh-CN';
    if (wish.toLowerCase().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** Loads the texts of a front door; await it before showing anything. */
export async function loadTexts(...doors: TextFiles[]): Promise<void> {
  files = doors;
  await setLanguage(current.language);
}

export async function setLanguage(language: Language): Promise<void> {
  const loaded = await Promise.all(files.map((file) => file[language]()));
  current.texts = Object.assign({}, ...loaded.map((module) => module.default)) as Dictionary;
  current.language = language;
  document.documentElement.lang = language;
}

export function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  return setLanguage(language);
}

export function language(): Language {
  return current.language;
}

/** The text of a key in the person's language; names in braces are filled in. */
export function t<K extends TextKey>(key: K, ...values: Values<K>): string {
  const filling = (values[0] ?? {}) as Record<string, string | number>;
  return (current.texts[key] ?? key).replace(/\{(\w+)\}/g, (all, name: string) => String(filling[name] ?? all));
}

/** A server's text in the person's language, or in another one rather than none. */
export function say(text: LocalizedText | null | undefined): string {
  if (!text) return '';
  return text[current.language] ?? text['zh-CN'] ?? text.en ?? Object.values(text)[0] ?? '';
}

/** A key put together from a prefix and a value of the contract, such as status.open; falls back to the value. */
export function word(prefix: string, value: string): string {
  return current.texts[`${prefix}.${value}`] ?? value;
}
