import { describe, expect, it } from 'vitest';
import { reported } from '../factors/score';
import type { Category } from '../reference';
import { begin, content, isReady, newEffect, newQuestion, tried } from './category';
import { above, inTree } from './pages';
import { begin as beginArea, content as areaContent, isBoundary, isSpan } from './area';
import { guess, look } from './geojson';

const text = { 'zh-CN': '字', en: 'text' };
const slope: Category = {
  id: '1', code: 'slope', parentCode: 'geo', name: text, icon: 'slope', reportable: true, retired: false, dangerToLife: true, capCategory: 'Geo', eventCode: 'OET-119',
  duplicateRadiusMeters: 50, duplicateWindowDays: 30, surge: { reports: 10, senders: 5, radiusMeters: 300, windowMinutes: 120 },
  likelihood: { base: 3, reason: text }, consequence: { base: 3, reason: text }, version: 4,
  questions: [{ id: 'cracks', text, type: 'choice', options: [
    { id: 'old', text, effects: [{ factor: 'likelihood', add: 1, reason: text }] },
    { id: 'widening', text, effects: [{ factor: 'likelihood', atLeast: 5, reason: text }, { factor: 'consequence', add: -4, reason: text }] },
    { id: 'unknown', text, unknown: true, effects: [] }] }],
};

describe('a category that is written', () => {
  it('is sent as it was read when nothing is changed', () => {
    const { id: _id, version: _version, ...input } = slope;
    expect(content(begin(slope))).toEqual(input);
    expect(isReady(begin(slope))).toBe(true);
  });

  it('waits for both languages, every reason and every number', () => {
    const lacking = (change: (draft: ReturnType<typeof begin>) => void) => {
      const draft = begin(slope);
      change(draft);
      return isReady(draft);
    };
    expect(lacking((draft) => (draft.en = ' '))).toBe(false);
    expect(lacking((draft) => (draft.code = 'Slope'))).toBe(false);
    expect(lacking((draft) => (draft.surgeReports = 1))).toBe(false);
    expect(lacking((draft) => (draft.duplicateRadius = null))).toBe(false);
    expect(lacking((draft) => draft.questions[0]!.options[0]!.effects.push(newEffect()))).toBe(false);
    expect(lacking((draft) => draft.questions.push(newQuestion({ yes: text, no: text, unknown: text })))).toBe(false);
  });

  it('offers no retired one to reports and scores nothing for an answer that means unknown', () => {
    const draft = { ...begin(slope), retired: true };
    draft.questions[0]!.options[0]!.unknown = true;
    expect(content(draft)).toMatchObject({ retired: true, reportable: false });
    expect(content(draft).questions?.[0]?.options[0]).toEqual({ id: 'old', text, unknown: true, effects: [] });
  });

  it('is tried out with the score that a report gets', () => {
    const draft = begin(slope);
    const [question] = draft.questions;
    for (const option of question!.options) {
      const { likelihood, consequence } = tried(draft, { [question!.key]: option.key });
      expect({ likelihood, consequence }, option.id).toEqual(reported(slope, { cracks: option.id }));
    }
    expect(tried(draft, {}).parts.map(({ side, way, amount }) => [side, way, amount])).toEqual([['likelihood', 'base', 3], ['consequence', 'base', 3]]);
  });
});

describe('a tree', () => {
  const things = [{ code: 'c', up: 'b' }, { code: 'a' }, { code: 'b', up: 'a' }, { code: 'lost', up: 'gone' }];
  const up = (one: { code: string; up?: string }) => one.up;

  it('has parents before children and keeps what has lost its parent', () => {
    expect(inTree(things, up).map(({ one, depth }) => [one.code, depth])).toEqual([['a', 0], ['b', 1], ['c', 2], ['lost', 0]]);
  });

  it('tells what is above, nearest first', () => {
    expect(above(things, 'c', up).map(({ code }) => code)).toEqual(['b', 'a']);
    expect(above(things, 'lost', up)).toEqual([]);
  });
});

describe('an area that is written', () => {
  const known = { id: '1', code: '440311', name: text, level: 'district', parentCode: '440300', bounds: [1, 2, 3, 4], validFrom: '2018-09-19', version: 1 };

  it('keeps its boundary without corners, and a new one needs three', () => {
    const draft = beginArea(known);
    expect(areaContent(draft)).toEqual({ code: '440311', name: text, level: 'district', parentCode: '440300', validFrom: '2018-09-19' });
    expect([isBoundary(draft, false), isBoundary(draft, true), isBoundary({ ...draft, corners: '22,113\n22,114' }, false)]).toEqual([true, false, false]);
    expect(areaContent({ ...draft, corners: '22,113\n22,114\n23,114' }).geometry).toEqual({ type: 'Polygon', coordinates: [[[113, 22], [114, 22], [114, 23], [113, 22]]] });
  });

  it('ends after it begins', () => {
    expect(['2018-09-20', '2018-09-19', '2000-01-01'].map((validTo) => isSpan({ ...beginArea(known), validTo }))).toEqual([true, false, false]);
  });
});

describe('a file of areas', () => {
  it('tells its features and the properties that are most likely meant', () => {
    const file = { type: 'FeatureCollection', features: [{ properties: { adcode: 440311, name: '光明区', level: null } }, { properties: { level: 'district' } }] };
    const looked = look(JSON.stringify(file));
    expect(looked).toEqual({ features: 2, properties: [{ name: 'adcode', example: '440311' }, { name: 'name', example: '光明区' }, { name: 'level', example: 'district' }] });
    expect(typeof looked === 'string' ? undefined : guess(looked)).toEqual({ code: 'adcode', name: 'name', nameEn: '', parent: '', level: 'level' });
  });

  it('is refused in words when it is none', () => {
    expect(['{"type":', '[]', '{"type":"FeatureCollection","features":[]}'].map(look)).toEqual(['not-json', 'not-features', 'empty']);
  });
});
