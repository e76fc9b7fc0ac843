import { describe, expect, it } from 'vitest';
import { inForce, reported, scored, type AskedFactor, type Category, type FactorSet } from './score';

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
const set = (id: string, code?: string): FactorSet => ({ id, version: 1, factors: [factor('a', 'likelihood'), factor('b', 'consequence')], ...(code ? { category: { code, name: text } } : {}) });

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

describe('the factors in force', () => {
  const categories = [category('slope'), category('landslide', 'slope'), category('gas')];

  it('are those of the category, of the nearest above it, or the general ones', () => {
    const sets = [set('general'), set('of-slope', 'slope')];
    expect(['landslide', 'slope', 'gas'].map((code) => inForce(sets, categories, code)?.id)).toEqual(['of-slope', 'of-slope', 'general']);
    expect(inForce([...sets, set('own', 'landslide')], categories, 'landslide')?.id).toBe('own');
    expect(inForce([], categories, 'gas')).toBeUndefined();
  });
});
