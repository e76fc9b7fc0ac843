import type { components } from '$lib/api/contract';
import type { AskedFactor, FactorSet, Side } from './score';

type Input = components['schemas']['FactorSetInput'];

export interface OptionDraft {
  id: string;
  zh: string;
  en: string;
  score: number;
}

/** A factor as somebody writes it. */
export interface FactorDraft {
  /** Of this draft only: codes are still being written. */
  key: string;
  code: string;
  side: Side;
  zh: string;
  en: string;
  options: OptionDraft[];
}

const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const fresh = () => crypto.randomUUID().slice(0, 8);

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
    const options = [1, 5].map((score) => ({ id: fresh(), zh: '', en: '', score }));
    this.factors.push({ key: fresh(), code: `f-${fresh()}`, side, zh: '', en: '', options });
  }

  remove(key: string): void {
    this.factors = this.factors.filter((one) => one.key !== key);
  }

  addOption(factor: FactorDraft): void {
    factor.options.push({ id: fresh(), zh: '', en: '', score: 3 });
  }

  /** What is complete of it: for trying it out while it is written. */
  asked(): AskedFactor[] {
    return this.factors.map((one) => ({
      code: one.code.trim(), side: one.side, question: { 'zh-CN': one.zh.trim() || '–', en: one.en.trim() || '–' },
      options: one.options.map((option) => ({ id: option.id, text: { 'zh-CN': option.zh.trim() || '–', en: option.en.trim() || '–' }, score: option.score })),
    }));
  }

  /** undefined while something is missing or doubled. */
  content(): Input | undefined {
    const codes = new Set(this.factors.map((one) => one.code.trim()));
    const complete = this.factors.every((one) => CODE.test(one.code.trim()) && one.zh.trim() && one.en.trim() && one.options.length >= 2 && one.options.every((option) => option.zh.trim() && option.en.trim()));
    const sides = new Set(this.factors.map((one) => one.side));
    if (!complete || codes.size < this.factors.length || sides.size < 2) return undefined;
    return { ...(this.category ? { categoryCode: this.category } : {}), factors: this.asked() };
  }
}

function written(factor: AskedFactor): FactorDraft {
  return {
    key: fresh(), code: factor.code, side: factor.side, zh: factor.question['zh-CN'], en: factor.question.en,
    options: factor.options.map((option) => ({ id: option.id, zh: option.text['zh-CN'], en: option.text.en, score: option.score })),
  };
}
