import type { components } from '$lib/api/contract';
import type { Category } from '../reference';

export type CategoryInput = components['schemas']['CategoryInput'];
export type Side = 'likelihood' | 'consequence';
export const SIDES = ['likelihood', 'consequence'] as const;
export const CAP_CATEGORIES = ['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE', 'Other'] as const;
type Named = { 'zh-CN': string; en?: string };

export interface EffectDraft {
  key: string;
  side: Side;
  /** Adds so many steps, or sets a floor. */
  way: 'add' | 'atLeast';
  amount: number | null;
  zh: string;
  en: string;
}

export interface OptionDraft {
  key: string;
  id: string;
  zh: string;
  en: string;
  unknown: boolean;
  effects: EffectDraft[];
}

export interface QuestionDraft {
  key: string;
  id: string;
  type: 'choice' | 'boolean';
  zh: string;
  en: string;
  options: OptionDraft[];
}

/** A category as somebody writes it. Numbers are null while their field is empty. */
export interface CategoryDraft {
  code: string;
  parent: string;
  zh: string;
  en: string;
  descriptionZh: string;
  descriptionEn: string;
  icon: string;
  capCategory: CategoryInput['capCategory'];
  eventCode: string;
  reportable: boolean;
  dangerToLife: boolean;
  retired: boolean;
  likelihood: { base: number; zh: string; en: string };
  consequence: { base: number; zh: string; en: string };
  questions: QuestionDraft[];
  duplicateRadius: number | null;
  duplicateDays: number | null;
  surgeReports: number | null;
  surgeSenders: number | null;
  surgeRadius: number | null;
  surgeMinutes: number | null;
}

/** What each number may be, as in the contract. */
export const LIMITS = {
  duplicateRadius: [0, 5000], duplicateDays: [0, 3650], surgeReports: [2, 10_000], surgeSenders: [2, 10_000], surgeRadius: [10, 5000], surgeMinutes: [5, 10_080],
} as const;

const CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const EVENT = /^[0-9A-Za-z][0-9A-Za-z:._-]{0,39}$/;
const fresh = () => crypto.randomUUID().slice(0, 8);

export function begin(known: Category | undefined, parent = ''): CategoryDraft {
  const score = (side: Side) => ({ base: known?.[side].base ?? 3, zh: known?.[side].reason['zh-CN'] ?? '', en: known?.[side].reason.en ?? '' });
  return {
    code: known?.code ?? '', parent: known?.parentCode ?? parent, zh: known?.name['zh-CN'] ?? '', en: known?.name.en ?? '',
    descriptionZh: known?.description?.['zh-CN'] ?? '', descriptionEn: known?.description?.en ?? '', icon: known?.icon ?? 'other',
    capCategory: known?.capCategory ?? 'Geo', eventCode: known?.eventCode ?? '', reportable: known?.reportable ?? true,
    dangerToLife: known?.dangerToLife ?? false, retired: known?.retired ?? false, likelihood: score('likelihood'), consequence: score('consequence'),
    questions: (known?.questions ?? []).map(written),
    duplicateRadius: known?.duplicateRadiusMeters ?? 50, duplicateDays: known?.duplicateWindowDays ?? 30,
    surgeReports: known?.surge?.reports ?? 10, surgeSenders: known?.surge?.senders ?? 5, surgeRadius: known?.surge?.radiusMeters ?? 300, surgeMinutes: known?.surge?.windowMinutes ?? 120,
  };
}

function written(question: Category['questions'][number]): QuestionDraft {
  return {
    key: fresh(), id: question.id, type: question.type, zh: question.text['zh-CN'], en: question.text.en ?? '',
    options: question.options.map((option) => ({
      key: fresh(), id: option.id, zh: option.text['zh-CN'], en: option.text.en ?? '', unknown: option.unknown ?? false,
      effects: (option.effects ?? []).map((effect) => ({
        key: fresh(), side: effect.factor, way: effect.add === undefined ? ('atLeast' as const) : ('add' as const), amount: effect.add ?? effect.atLeast ?? null,
        zh: effect.reason['zh-CN'], en: effect.reason.en ?? '',
      })),
    })),
  };
}

export function newQuestion(words: { yes: Named; no: Named; unknown: Named }): QuestionDraft {
  const option = (id: string, text: Named, unknown: boolean): OptionDraft => ({ key: fresh(), id, zh: text['zh-CN'], en: text.en ?? '', unknown, effects: [] });
  return { key: fresh(), id: `q-${fresh()}`, type: 'choice', zh: '', en: '', options: [option('yes', words.yes, false), option('no', words.no, false), option('unknown', words.unknown, true)] };
}

export function newOption(): OptionDraft {
  return { key: fresh(), id: `o-${fresh()}`, zh: '', en: '', unknown: false, effects: [] };
}

export function newEffect(): EffectDraft {
  return { key: fresh(), side: 'likelihood', way: 'add', amount: 1, zh: '', en: '' };
}

export const isBetween = (value: number | null, [least, most]: readonly [number, number]) => value !== null && Number.isInteger(value) && value >= least && value <= most;
export const isCode = (code: string) => CODE.test(code.trim());
export const isEventCode = (code: string) => code.trim() === '' || EVENT.test(code.trim());
const both = (one: { zh: string; en: string }) => one.zh.trim() !== '' && one.en.trim() !== '';
const isDone = (effect: EffectDraft) => both(effect) && isBetween(effect.amount, effect.way === 'add' ? [-4, 4] : [1, 5]);

/** Whether it can be sent: every text in both languages, every number in its bounds. */
export function isReady(draft: CategoryDraft): boolean {
  const numbers = (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).every((name) => isBetween(draft[name], LIMITS[name]));
  const texts = both(draft) && both(draft.likelihood) && both(draft.consequence) && Boolean(draft.descriptionZh.trim()) === Boolean(draft.descriptionEn.trim());
  const asked = draft.questions.every((question) => both(question) && (question.type === 'boolean' || question.options.length >= 2) && question.options.every((option) => both(option) && (option.unknown || option.effects.every(isDone))));
  return isCode(draft.code) && isEventCode(draft.eventCode) && numbers && texts && asked;
}

const named = (one: { zh: string; en: string }) => ({ 'zh-CN': one.zh.trim(), ...(one.en.trim() ? { en: one.en.trim() } : {}) });

/** As it is sent. Of an answer that says "not known" nothing is scored. */
export function content(draft: CategoryDraft): CategoryInput {
  return {
    code: draft.code.trim(), ...(draft.parent ? { parentCode: draft.parent } : {}), name: named(draft),
    ...(draft.descriptionZh.trim() ? { description: named({ zh: draft.descriptionZh, en: draft.descriptionEn }) } : {}),
    icon: draft.icon, capCategory: draft.capCategory, ...(draft.eventCode.trim() ? { eventCode: draft.eventCode.trim() } : {}),
    reportable: draft.reportable && !draft.retired, dangerToLife: draft.dangerToLife, retired: draft.retired,
    duplicateRadiusMeters: draft.duplicateRadius ?? 0, duplicateWindowDays: draft.duplicateDays ?? 0,
    surge: { reports: draft.surgeReports ?? 2, senders: draft.surgeSenders ?? 2, radiusMeters: draft.surgeRadius ?? 10, windowMinutes: draft.surgeMinutes ?? 5 },
    likelihood: { base: draft.likelihood.base, reason: named(draft.likelihood) }, consequence: { base: draft.consequence.base, reason: named(draft.consequence) },
    questions: draft.questions.map((question) => ({
      id: question.id, type: question.type, text: named(question),
      options: question.options.map((option) => ({ id: option.id, text: named(option), ...(option.unknown ? { unknown: true } : {}), effects: option.unknown ? [] : option.effects.map(sent) })),
    })),
  };
}

function sent(effect: EffectDraft): NonNullable<Category['questions'][number]['options'][number]['effects']>[number] {
  return { factor: effect.side, ...(effect.way === 'add' ? { add: effect.amount ?? 0 } : { atLeast: effect.amount ?? 1 }), reason: named(effect) };
}

/** One line of the sum: the base, or what an answer adds or demands. */
export interface Part {
  side: Side;
  way: 'base' | 'add' | 'atLeast';
  amount: number;
  zh: string;
  en: string;
}

/** What a report with these answers (question → option) would come to, and of what it is made. */
export function tried(draft: CategoryDraft, answers: Record<string, string>): { parts: Part[] } & Record<Side, number> {
  const chosen = draft.questions.flatMap((question) => question.options.filter((option) => option.key === answers[question.key] && !option.unknown));
  const parts: Part[] = SIDES.flatMap((side) => [
    { side, way: 'base' as const, amount: draft[side].base, zh: draft[side].zh, en: draft[side].en },
    ...chosen.flatMap((option) => option.effects).filter((effect) => effect.side === side && effect.amount !== null).map(({ way, amount, zh, en }) => ({ side, way, amount: amount!, zh, en })),
  ]);
  const of = (side: Side) => {
    const own = parts.filter((part) => part.side === side);
    const sum = own.reduce((all, part) => all + (part.way === 'atLeast' ? 0 : part.amount), 0);
    const floor = Math.max(1, ...own.filter((part) => part.way === 'atLeast').map((part) => part.amount));
    return Math.min(5, Math.max(sum, floor));
  };
  return { parts, likelihood: of('likelihood'), consequence: of('consequence') };
}
