import { describe, expect, it } from 'vitest';
import { meant, questionsOf, reported, scored, type AskedFactor, type Category } from './score';

const text = { 'zh-CN': '字', en: 'text' };
const category = (code: string, parentCode?: string): Category => ({
  id: code, code, ...(parentCode ? { parentCode } : {}), name: text, icon: 'other', reportable: true, dangerToLife: false, capCategory: 'Geo', duplicateRadiusMeters: 50, duplicateWindowDays: 30,
  likelihood: { base: 3, reason: text }, consequence: { base: 3, reason: text }, version: 1,
  questions: [
    { id: 'cracks', text, type: 'choice', options: [
      { id: 'old', text, effects: [{ factor: 'likelihood', add: 1, reason: text }] },
      { id: 'widening', text, effects: [{ factor: 'likelihood', atLeast: 5, reason: text }] },
      { id: 'unknown', text, unknown: true, effects: [] }] },
    { id: 'closed', text, type: 'choice', options: [{ id: 'yes', text, effects: [{ factor: 'consequence', add: -4, reason: text }] }] },
  ],
});
const factor = (code: string, side: AskedFactor['side']): AskedFactor => ({ code, side, question: text, options: [{ id: 'low', text, score: 1 }, { id: 'high', text, score: 4 }] });

describe('a score', () => {
  it('is the base with what the answers add, or the highest floor, from 1 to 5', () => {
    expect(reported(category('x'), {})).toEqual({ likelihood: 3, consequence: 3 });
    expect(reported(category('x'), { cracks: 'old', closed: 'yes' })).toEqual({ likelihood: 4, consequence: 1 });
    expect(reported(category('x'), { cracks: 'widening' })).toEqual({ likelihood: 5, consequence: 3 });
    expect(reported(category('x'), { cracks: 'unknown' })).toEqual({ likelihood: 3, consequence: 3 });
  });

  it('of an officer is the highest of a side, and a side without an answer keeps what it had', () => {
    const factors = [factor('a', 'likelihood'), factor('c', 'likelihood'), factor('b', 'consequence')];
    expect(scored({ likelihood: 5, consequence: 3 }, factors, { a: 'low', c: 'high' })).toEqual({ likelihood: 4, consequence: 3 });
    expect(scored({ likelihood: 5, consequence: 3 }, factors, { a: 'unknown', b: 'low' })).toEqual({ likelihood: 5, consequence: 1 });
  });
});

describe('what reporters are asked', () => {
  const gas = { ...category('gas'), questions: [{ id: 'cracks', text, type: 'choice' as const, options: [{ id: 'old', text, effects: [] }, { id: 'pipe', text, effects: [] }] }] };
  const categories = [category('slope'), category('landslide', 'slope'), category('scarp', 'landslide'), gas];

  it('is each question once, with every answer that says something, of the category and those below it', () => {
    expect(questionsOf(categories, 'slope').map((one) => [one.id, one.answers.map(({ id }) => id)])).toEqual([['cracks', ['old', 'widening']], ['closed', ['yes']]]);
    expect(questionsOf(categories, 'gas').map((one) => one.answers.map(({ id }) => id))).toEqual([['old', 'pipe']]);
    expect(questionsOf(categories, '')[0]?.answers.map(({ id }) => id), 'of the general set all').toEqual(['old', 'widening', 'pipe']);
  });

  it('means an option where the factor says so, and nothing else does', () => {
    const asked: AskedFactor = { ...factor('a', 'likelihood'), answeredBy: 'reporter', reportQuestion: 'cracks' };
    asked.options = [{ id: 'low', text, score: 1, means: ['old'] }, { id: 'high', text, score: 4, means: ['widening'] }];
    expect(meant(asked, { cracks: 'widening' })).toBe('high');
    expect(['unknown', ''].map((cracks) => meant(asked, { cracks }))).toEqual([undefined, undefined]);
    expect(meant(asked, {})).toBeUndefined();
    expect(meant(factor('b', 'likelihood'), { cracks: 'old' })).toBeUndefined();
  });
});
