import { describe, expect, it } from 'vitest';
import type { Category } from '../reference';
import { DraftForm } from '../warning/draft.svelte';
import { Begun, openGaps } from './begun.svelte';
import { filled, openIn } from './gaps';
import type { Template } from './template';

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const slide: Template = {
  id: 't1', version: 2, active: true, eventCode: 'OET-119', urgency: 'Expected', severity: 'Moderate', certainty: 'Possible', hours: 12, lesson: 'signs',
  headline: both('{place}可能滑坡', 'Landslide likely at {place}'), description: both('有效至{time}', 'Until {time}'), instruction: both('离开', 'Leave'),
};
const gas: Template = { ...slide, id: 't2', lesson: undefined, eventCode: 'OET-134', headline: both('燃气泄漏', 'Gas leak'), description: both('泄漏', 'Gas leaks'), instruction: both('禁火', 'No flames') } as unknown as Template;
const slope = { code: 'slope', name: both('边坡', 'Slopes'), capCategory: 'Geo', eventCode: 'OET-119' } as unknown as Category;
const NOW = Date.parse('2026-11-26T02:00:00Z');

describe('a template', () => {
  it('fills what is empty or stands as it came', () => {
    const form = new DraftForm();
    new Begun(form).use(slide, slope, NOW);

    expect(form.words.en).toMatchObject({ event: 'Slopes', headline: 'Landslide likely at {place}', instruction: 'Leave' });
    expect([form.eventCode, form.urgency, form.severity, form.certainty, form.lesson]).toEqual(['OET-119', 'Expected', 'Moderate', 'Possible', 'signs']);
    expect(new Date(form.expires).getTime()).toBe(NOW + 12 * 3_600_000);
  });

  it('never overwrites what somebody typed or chose, nor what a case said', () => {
    const form = new DraftForm();
    const begun = new Begun(form);
    begun.hold('severity');
    form.words['zh-CN'].headline = '我写的标题';
    form.urgency = 'Future';
    begun.use(slide, slope, NOW);
    form.words.en.instruction = 'Mine';
    begun.use(gas, undefined, NOW);
    begun.takeAway();

    expect([form.words['zh-CN'].headline, form.words.en.instruction, form.urgency, form.severity]).toEqual(['我写的标题', 'Mine', 'Future', 'Severe']);
    expect([form.words['zh-CN'].description, form.words.en.headline, form.eventCode, form.certainty]).toEqual(['', '', '', 'Likely']);
  });

  it('gives way to another one', () => {
    const form = new DraftForm();
    const begun = new Begun(form);
    begun.use(slide, slope, NOW);
    begun.use(gas, undefined, NOW);

    expect([form.words.en.headline, form.eventCode, form.lesson]).toEqual(['Gas leak', 'OET-134', '']);
    expect(begun.template?.id).toBe('t2');
  });

  it('follows the name of the area and the expiry until its text is changed', () => {
    const form = new DraftForm();
    const begun = new Begun(form);
    begun.use(slide, slope, NOW);
    expect(openGaps(form)).toEqual(['{place}']);

    form.areaName = both('红坳村', 'Hongao');
    begun.follow();
    expect(form.words['zh-CN'].headline).toBe('红坳村可能滑坡');
    expect(openGaps(form)).toEqual([]);

    form.words['zh-CN'].headline = '红坳村可能滑坡，快走';
    form.areaName['zh-CN'] = '新湖街道';
    form.areaName.en = 'Xinhu';
    begun.follow();
    expect([form.words['zh-CN'].headline, form.words.en.headline]).toEqual(['红坳村可能滑坡，快走', 'Landslide likely at Xinhu']);
  });
});

describe('gaps', () => {
  it('are filled in the city’s time', () => {
    expect(filled('至{time}', 'zh-CN', { place: '', expires: '2026-11-26T10:30:00Z' })).toBe('至11月26日18:30');
    expect(filled('until {time}', 'en', { place: '', expires: '2026-11-26T16:05:00Z' })).toBe('until 00:05 on 27 November');
    expect(filled('{place} $& {time}', 'en', { place: '$1', expires: '' })).toBe('$1 $& {time}');
  });

  it('are found in either kind of braces', () => {
    expect(openIn('{place}｛时间｝{place}')).toEqual(['{place}', '｛时间｝']);
    expect(openIn('Leave now')).toEqual([]);
  });
});
