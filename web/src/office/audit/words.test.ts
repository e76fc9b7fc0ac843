import { beforeAll, describe, expect, it } from 'vitest';
import { loadTexts, setLanguage } from '$lib/i18n.svelte';
import chinese from '$i18n/office/zh-CN';
import { texts } from '../texts';
import { ACTIONS, details, subject } from './words';

const entry = (more: object) => ({ id: 'e', at: '2026-11-24T00:00:00Z', actor: { kind: 'officer', name: '李敏' }, action: 'case.close', subjectType: 'case', detail: {}, ...more }) as Parameters<typeof details>[0];

describe('the audit log in words', () => {
  beforeAll(async () => {
    await loadTexts(...texts);
    await setLanguage('zh-CN');
  });

  it('has words for every action that can be chosen, and offers each that has words', () => {
    const worded = Object.keys(chinese).filter((key) => key.startsWith('audit.does.')).map((key) => key.slice('audit.does.'.length));
    expect([...ACTIONS].sort()).toEqual(worded.sort());
  });

  it('tells what was computed without a single code', () => {
    const computed = details(entry({ action: 'coverage.compute', subjectType: 'coverage', detail: { matrixVersion: 7, day: '2026-11-27', opened: 1, reopened: 0, changed: 2, mended: 3, merged: 4 } }));
    expect(computed.map((line) => `${line.label} ${line.value}`)).toEqual(['职责矩阵版本 7', '日期 2026-11-27', '新发现 1', '再次出现 0', '修改 2', '已理清 3', '已合并 4']);
  });

  it('tells a change as from what to what, and a case by its number', () => {
    const closed = entry({ subjectId: '0198-abcdef', detail: { number: 'QF-2026-000001', statusBefore: 'assigned', statusAfter: 'acknowledged', scoreBefore: 9, scoreAfter: 9 } });
    expect(subject(closed)).toEqual({ text: 'QF-2026-000001', href: '/office/cases/0198-abcdef' });
    const lines = details(closed);
    expect(lines).toHaveLength(2);
    expect(lines[0]?.value).toMatch(/^\S.* → \S/);
    expect(lines[1]?.value).toBe('9');
  });

  it('tells a report, what was looked at, and a name without a single code', () => {
    const sent = details(entry({ action: 'report.submit', detail: { caseId: '01938f30-1b2d-7abc-8def-0123456789ac', joined: false, routing: 'gap', score: 12 } }));
    expect(sent[0]).toEqual({ label: chinese['audit.of.caseId'], value: '…6789ac', href: '/office/cases/01938f30-1b2d-7abc-8def-0123456789ac' });
    expect(sent.slice(1).map((line) => `${line.label} ${line.value}`)).toEqual(['并入已有案件 否', '职责 空白', '风险分 12']);
    expect(details(entry({ detail: { volunteerIds: ['a', 'b'] } }))).toEqual([{ label: '志愿者数', value: '2' }]);
    expect(details(entry({ detail: { name: { 'zh-CN': '光明区', en: 'Guangming' } } }))[0]?.value).toBe('光明区');
  });

  it('names an account only where it is not the one who acted', () => {
    expect(subject(entry({ subjectType: 'account', subjectId: 'a', subjectName: '李敏' }))).toBeUndefined();
    expect(subject(entry({ subjectType: 'account', subjectId: 'a', subjectName: '王强' }))).toEqual({ text: '王强' });
  });
});
