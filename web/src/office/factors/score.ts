import type { components } from '$lib/api/contract';

export type FactorSet = components['schemas']['FactorSet'];
export type AskedFactor = components['schemas']['AskedFactor'];
export type Side = AskedFactor['side'];
export type Category = components['schemas']['Category'];

const bounded = (score: number) => Math.min(5, Math.max(1, score));

/** What the reporter's answers come to: the base and added steps, or the highest floor. */
export function reported(category: Category, answers: Record<string, string>): Record<Side, number> {
  const side = (which: Side) => {
    const effects = category.questions.flatMap((question) => question.options.find((one) => one.id === answers[question.id] && !one.unknown)?.effects ?? []).filter((one) => one.factor === which);
    const added = effects.reduce((sum, one) => sum + (one.add ?? 0), category[which].base);
    return bounded(Math.max(added, ...effects.map((one) => (one.add === undefined ? (one.atLeast ?? 1) : 1))));
  };
  return { likelihood: side('likelihood'), consequence: side('consequence') };
}

/** What an officer's answers make of it: each side's highest; a side without an answer keeps its score. Unknown is none. */
export function scored(before: Record<Side, number>, factors: readonly AskedFactor[], answers: Record<string, string>): Record<Side, number> {
  const side = (which: Side) => {
    const scores = factors.filter((one) => one.side === which).flatMap((one) => one.options.find((option) => option.id === answers[one.code])?.score ?? []);
    return scores.length > 0 ? Math.max(...scores) : before[which];
  };
  return { likelihood: side('likelihood'), consequence: side('consequence') };
}

export interface ReportQuestion {
  id: string;
  text: Text;
  answers: { id: string; text: Text }[];
}
type Text = Category['questions'][number]['text'];

/** What reporters are asked in a category and those below it, or in all: each question once, with every answer that says something. */
export function questionsOf(categories: readonly Category[], code: string): ReportQuestion[] {
  const parents = new Map(categories.map((one) => [one.code, one.parentCode]));
  const within = (at: string | undefined): boolean => at !== undefined && (at === code || within(parents.get(at)));
  const found = new Map<string, ReportQuestion>();
  for (const category of categories.filter((one) => !code || within(one.code))) {
    for (const question of category.questions) {
      const known = found.get(question.id) ?? { id: question.id, text: question.text, answers: [] };
      const more = question.options.filter((option) => !option.unknown && !known.answers.some((one) => one.id === option.id));
      found.set(question.id, { ...known, answers: [...known.answers, ...more.map(({ id, text }) => ({ id, text }))] });
    }
  }
  return [...found.values()];
}

/** The option that a reporter's answers mean, if any. */
export function meant(factor: AskedFactor, said: Record<string, string>): string | undefined {
  const answer = factor.reportQuestion ? said[factor.reportQuestion] : undefined;
  return answer ? factor.options.find((option) => option.means?.includes(answer))?.id : undefined;
}
