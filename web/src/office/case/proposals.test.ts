import { describe, expect, it } from 'vitest';
import { mustSayWhy, overrules, proposed, SKIPPED, UNKNOWN, type Proposal } from './proposals';

const said = { 'zh-CN': '字', en: 'text' };
const known: Proposal = { code: 'cracks', source: 'answer', said, option: 'fast' };
const open: Proposal = { code: 'cracks', source: 'site', said };

describe('a proposal', () => {
  it('fills in what is known, and unknown where nobody knows', () => {
    expect([proposed(known), proposed(open)]).toEqual(['fast', UNKNOWN]);
  });

  it('is kept without a reason, and whoever says otherwise gives one, also for not knowing', () => {
    expect(['fast', 'slow', UNKNOWN].map((answer) => mustSayWhy(known, answer))).toEqual([false, true, true]);
    expect(['fast', 'slow', UNKNOWN].map((answer) => overrules(known, answer))).toEqual([false, true, true]);
  });

  it('that knows nothing is overruled by nothing, but an answer needs its reason', () => {
    expect(['fast', UNKNOWN, SKIPPED, undefined].map((answer) => mustSayWhy(open, answer))).toEqual([true, false, false, false]);
    expect(overrules(open, 'fast')).toBe(false);
  });

  it('that is none leaves it to the officer', () => {
    expect(['fast', UNKNOWN].map((answer) => mustSayWhy(undefined, answer))).toEqual([true, false]);
  });
});
