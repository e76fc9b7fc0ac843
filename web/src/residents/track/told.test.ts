import { beforeAll, expect, it } from 'vitest';
import { loadTexts } from '$lib/i18n.svelte';
import { told } from './told';

const text = { 'zh-CN': '又有人上报了同一件事', en: 'Somebody else reported the same thing' };

beforeAll(() => loadTexts({ 'zh-CN': () => import('$i18n/residents/zh-CN'), en: () => import('$i18n/residents/en') }));

it('tells my own report that joined a case as mine, and only that one', () => {
  const entry = { kind: 'report_attached', at: '2026-11-25T08:00:00Z', text };
  expect(['您的上报并入了已有案件', 'Your report was added to an open case']).toContain(told(entry, '2026-11-25T16:00:00.000+08:00'));
  expect(Object.values(text)).toContain(told(entry, '2026-11-25T08:00:01Z'));
  expect(Object.values(text)).toContain(told({ ...entry, kind: 'opened' }, entry.at));
});
