import { describe, expect, it } from 'vitest';
import { PlaybookDraft, early, lacking, type Playbook } from './draft.svelte';

const known: Playbook = {
  id: '01938f30-1b2d-7abc-8def-0123456789d0',
  category: { code: 'landfill-slope', name: { 'zh-CN': '边坡' } },
  minimumSeverity: 'high',
  name: { 'zh-CN': '预案', en: 'Playbook' },
  active: true,
  version: 3,
  steps: ['look', 'fence'].map((code, index) => ({
    code, order: index + 1, title: { 'zh-CN': code, en: code }, owner: { role: 'officer', side: 'lead' }, dueFrom: 'opening', dueAfter: 'PT24H', evidence: 'note', lifeSafety: true,
  })),
};

describe('a playbook that somebody writes', () => {
  it('is sent as it was read while nothing is changed', () => {
    expect(new PlaybookDraft(known).content()).toEqual({
      categoryCode: 'landfill-slope', minimumSeverity: 'high', name: known.name, active: true,
      steps: known.steps.map((step) => ({ ...step, dueAfter: 'P1D' })),
    });
  });

  it('keeps the codes of steps that move, and numbers them anew', () => {
    const draft = new PlaybookDraft(known);
    draft.move(1, -1);
    draft.move(0, -1);
    expect(draft.content()?.steps.map(({ code, order }) => [code, order])).toEqual([['fence', 1], ['look', 2]]);
  });

  it('is not sent without a step, nor with half a text or a clock of nothing', () => {
    const draft = new PlaybookDraft(known);
    draft.remove(0);
    draft.remove(0);
    expect(draft.content()).toBeUndefined();
    const step = draft.add();
    expect(lacking(step)).toEqual({ zh: true, en: true, how: false, due: false });
    Object.assign(step, { zh: '看', en: 'Look', howZh: '从远处', count: 0 });
    expect(lacking(step)).toEqual({ zh: false, en: false, how: true, due: true });
    expect(draft.content()).toBeUndefined();
    Object.assign(step, { howEn: 'From afar', count: 1 });
    expect(draft.content()?.steps).toHaveLength(1);
  });

  it('has steps that would be late before anybody has to acknowledge the case', () => {
    const step = new PlaybookDraft().steps[0]!;
    Object.assign(step, { dueFrom: 'opening', count: 30, unit: 'M' });
    expect(early(step, 60)).toBe(true);
    expect(early(step, 30)).toBe(false);
    expect(early(step, undefined)).toBe(false);
    expect(early({ ...step, count: 0 }, 60)).toBe(false);
    expect(early({ ...step, dueFrom: 'acknowledgement' }, 60)).toBe(false);
  });
});
