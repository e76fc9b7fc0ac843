import { describe, expect, it } from 'vitest';
import type { Category } from '../reference';
import { DraftForm, type Warning } from './draft.svelte';
import { AreaPen } from './pen.svelte';

const slope = {
  id: 'c1',
  severity: 'extreme',
  category: { code: 'landfill-slope', name: { 'zh-CN': '渣土受纳场边坡', en: 'Landfill slope' } },
  location: { lat: 22.711, lon: 113.934 },
} as unknown as Parameters<DraftForm['startFrom']>[0];

describe('a draft', () => {
  it('from a case names the event in each language as its category is called there', () => {
    const form = new DraftForm();
    form.startFrom(slope, { capCategory: 'Geo', eventCode: 'OET-119' } as Category);

    const { event, infos } = form.toBody();

    expect(infos.map((info) => [info.language, info.event])).toEqual([['zh-CN', '渣土受纳场边坡'], ['en', 'Landfill slope']]);
    expect(event).toBe('Landfill slope');
    expect(form.missing).not.toContain('zh-CN.event');
  });

  it('prepares an all-clear only when its author wants one, and then in both languages', () => {
    const form = new DraftForm();
    form.clear['zh-CN'].headline = '解除';
    expect(form.toBody().allClear).toBeUndefined();
    expect(form.missing.some((name) => name.startsWith('clear.'))).toBe(false);

    form.clears = true;

    expect(form.missing).toContain('clear.en.headline');
    expect(form.missing).not.toContain('clear.zh-CN.headline');
    expect(form.toBody().allClear?.map((info) => [info.language, info.headline])).toEqual([['zh-CN', '解除'], ['en', '']]);
  });

  it('needs a name of its area in both languages', () => {
    const form = new DraftForm();
    form.areaName['zh-CN'] = '红坳村';
    expect(form.missing).toContain('areaName.en');
    expect(form.missing).not.toContain('areaName.zh-CN');

    form.areaName.en = 'Hongao village';

    expect(form.missing).not.toContain('areaName.en');
    expect(form.toBody().area.description).toEqual({ 'zh-CN': '红坳村', en: 'Hongao village' });
  });

  it('leaves the name to be written where the category has none in that language', () => {
    const form = new DraftForm();
    form.startFrom({ ...slope, category: { code: 'other', name: { 'zh-CN': '其他' } } } as typeof slope, undefined);

    expect(form.missing).toContain('en.event');
    expect(form.missing).not.toContain('zh-CN.event');
  });

  it('from a case has no area before its author chooses how far it reaches', () => {
    const form = new DraftForm();
    const pen = new AreaPen();
    form.startFrom(slope, undefined);
    pen.around(slope.location);
    pen.addTo(form);

    expect(form.missing).toContain('area');
    expect(pen.centre).toMatchObject({ lat: 22.711, lon: 113.934 });

    pen.kilometres = 0.3;
    pen.addTo(form);

    expect(form.toBody().area.circles).toEqual([{ center: { lat: 22.711, lon: 113.934 }, radiusMeters: 300 }]);
  });

  it('asks for its audience by the shape alone, and not before there is one', () => {
    const form = new DraftForm();
    expect(form.shape).toBeUndefined();

    form.areaCodes = ['440311-fenghuang'];

    expect(form.shape).toEqual({ areaCodes: ['440311-fenghuang'] });
  });

  it('that a program wrote with one name is shown with that name in both languages', () => {
    const form = new DraftForm();
    const infos = ['zh-CN', 'en'].map((language) => ({ language, headline: 'h', description: 'd', instruction: 'i' }));
    form.read({ event: 'landslide', expires: '2026-11-23T20:00:00+08:00', infos, area: { description: { 'zh-CN': '光明' } } } as unknown as Warning);

    expect([form.words['zh-CN'].event, form.words.en.event]).toEqual(['landslide', 'landslide']);
  });
});
