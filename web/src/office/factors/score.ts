import type { components } from '$lib/api/contract';

export type FactorSet = components['schemas']['FactorSet'];
export type AskedFactor = components['schemas']['AskedFactor'];
export type Side = AskedFactor['side'];
export type Category = components['schemas']['Category'];

/** The set of the most specific category that has one; the general one last. */
export function inForce(sets: readonly FactorSet[], categories: readonly Category[], code: string): FactorSet | undefined {
  const parents = new Map(categories.map((one) => [one.code, one.parentCode]));
  for (let at: string | undefined = code; at; at = parents.get(at)) {
    const own = sets.find((one) => one.category?.code === at);
    if (own) return own;
  }
  return sets.find((one) => !one.category);
}

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
