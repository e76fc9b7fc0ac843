import type { components } from '$lib/api/contract';
import { NUMBERS, type SiteFact } from './facts';
import type { AskedFactor, FactorSet, Side } from './score';

type Input = components['schemas']['FactorSetInput'];
export type AnsweredBy = NonNullable<AskedFactor['answeredBy']>;

export interface OptionDraft {
  id: string;
  zh: string;
  en: string;
  score: number;
  means: string[];
  /** Null is an emptied field, which is no limit. */
  from: number | null | undefined;
  below: number | null | undefined;
}

/** A factor as somebody writes it. */
export interface FactorDraft {
  /** Of this draft only: codes are still being written. */
  key: string;
  code: string;
  side: Side;
  zh: string;
  en: string;
  by: AnsweredBy;
  question: string;
  fact: SiteFact | '';
  options: OptionDraft[];
}

const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const fresh = () => crypto.randomUUID().slice(0, 8);
const option = (score: number): OptionDraft => ({ id: fresh(), zh: '', en: '', score, means: [], from: undefined, below: undefined });

/** A set of factors as somebody writes it. */
export class FactorsDraft {
  category = $state('');
  factors = $state<FactorDraft[]>([]);

  constructor(known?: FactorSet) {
    this.category = known?.category?.code ?? '';
    this.factors = (known?.factors ?? []).map(written);
    if (!known) (['likelihood', 'consequence'] as const).forEach((side) => this.add(side));
  }

  add(side: Side): void {
    this.factors.push({ key: fresh(), code: `f-${fresh()}`, side, zh: '', en: '', by: 'officer', question: '', fact: '', options: [option(1), option(5)] });
  }

  remove(key: string): void {
    this.factors = this.factors.filter((one) => one.key !== key);
  }

  addOption(factor: FactorDraft): void {
    factor.options.push(option(3));
  }

  /** An answer means one option: where it is chosen it goes from the others. */
  mean(factor: FactorDraft, of: OptionDraft, answer: string, isMeant: boolean): void {
    for (const one of factor.options) one.means = one.means.filter((known) => known !== answer);
    if (isMeant) of.means.push(answer);
  }

  /** What answered it before means nothing to what does now. */
  forget(factor: FactorDraft): void {
    for (const one of factor.options) [one.means, one.from, one.below] = [[], undefined, undefined];
  }

  /** What is complete of it: for trying it out while it is written. */
  asked(): AskedFactor[] {
    return this.factors.map((one) => ({
      code: one.code.trim(), side: one.side, answeredBy: one.by, question: { 'zh-CN': one.zh.trim() || '–', en: one.en.trim() || '–' },
      ...(one.by === 'reporter' && one.question ? { reportQuestion: one.question } : {}), ...(one.by === 'site' && one.fact ? { siteFact: one.fact } : {}),
      options: one.options.map((each) => ({ id: each.id, text: { 'zh-CN': each.zh.trim() || '–', en: each.en.trim() || '–' }, score: each.score, ...meaning(one, each) })),
    }));
  }

  /** undefined while something is missing or doubled. */
  content(): Input | undefined {
    const codes = new Set(this.factors.map((one) => one.code.trim()));
    const complete = this.factors.every((one) => CODE.test(one.code.trim()) && one.zh.trim() && one.en.trim() && answered(one) && one.options.length >= 2 && one.options.every((each) => each.zh.trim() && each.en.trim()));
    const sides = new Set(this.factors.map((one) => one.side));
    if (!complete || codes.size < this.factors.length || sides.size < 2) return undefined;
    return { ...(this.category ? { categoryCode: this.category } : {}), factors: this.asked() };
  }
}

const answered = (factor: FactorDraft) => factor.by === 'officer' || (factor.by === 'reporter' ? factor.question : factor.fact) !== '';

function meaning(factor: FactorDraft, of: OptionDraft): Pick<AskedFactor['options'][number], 'means' | 'from' | 'below'> {
  if (factor.by === 'officer') return {};
  if (factor.by === 'site' && factor.fact && NUMBERS.has(factor.fact)) return { ...(typeof of.from === 'number' ? { from: of.from } : {}), ...(typeof of.below === 'number' ? { below: of.below } : {}) };
  return of.means.length > 0 ? { means: [...of.means] } : {};
}

function written(factor: AskedFactor): FactorDraft {
  return {
    key: fresh(), code: factor.code, side: factor.side, zh: factor.question['zh-CN'], en: factor.question.en,
    by: factor.answeredBy ?? 'officer', question: factor.reportQuestion ?? '', fact: factor.siteFact ?? '',
    options: factor.options.map((each) => ({ id: each.id, zh: each.text['zh-CN'], en: each.text.en, score: each.score, means: [...(each.means ?? [])], from: each.from, below: each.below })),
  };
}
