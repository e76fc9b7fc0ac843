import { describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DOORS = ['common', 'residents', 'org', 'office', 'recovery', 'quiet', 'sms', 'muted'];
const load = async (door: string, language: string) =>
  ((await import(`./${door}/${language}.ts`)) as { default: Record<string, string> }).default;
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe.each(DOORS)('the texts of %s', (door) => {
  it('are there in both languages', async () => {
    const [chinese, english] = [await load(door, 'zh-CN'), await load(door, 'en')];
    expect(Object.keys(english)).toEqual(Object.keys(chinese));
    expect(Object.entries({ ...chinese, ...english }).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill in the same names', async () => {
    const [chinese, english] = [await load(door, 'zh-CN'), await load(door, 'en')];
    for (const key of Object.keys(chinese)) expect(names(english[key] ?? ''), key).toEqual(names(chinese[key] ?? ''));
  });

  it('leave no English among the Chinese and no Chinese among the English', async () => {
    const english = Object.entries(await load(door, 'en')).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(english).toEqual([]);
    const sentence = Object.entries(await load(door, 'zh-CN')).filter(([, text]) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text));
    expect(sentence).toEqual([]);
  });
});

/** A door's texts stand in several files: a key in two of them would silently be the later one's. */
it.each(['zh-CN', 'en'])('no key of the office stands twice in %s', (language) => {
  const keys = readdirSync('src/i18n/office', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(`${language}.ts`))
    .flatMap((entry) => [...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map((found) => found[1]));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

/** Each front door loads the common texts and its own: a key of another door would show as a bare key. */
describe('the pages of', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !entry.name.includes('.test.'))
      .map((entry) => join(entry.parentPath, entry.name));

  it.each([['residents', 'residents'], ['org', 'org'], ['office', 'office'], ['lib', undefined]])('%s use only texts that are loaded there', async (folder, door) => {
    const known = { ...(await load('common', 'en')), ...(door ? await load(door, 'en') : {}) };
    const used = files(`src/${folder}`).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\('([^']+)'/g)].map((found) => `${file}: ${found[1]}`));
    expect(used.filter((use) => !((use.split(': ')[1] ?? '') in known))).toEqual([]);
  });
});
