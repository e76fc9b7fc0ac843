import type { components } from '$lib/api/contract';
import { say, t, word } from '$lib/i18n.svelte';
import { api } from '../api';
import type { Department } from '../reference';

type Case = components['schemas']['Case'];
type Duty = components['schemas']['Duty'];

const DUTIES: Duty[] = ['respond', 'enforce', 'inspect', 'permit'];

/** Department id → the duties that the matrix names it for, where and for what the case is; who responds first. */
export type Named = ReadonlyMap<string, readonly Duty[]>;

export interface Choice {
  id: string;
  text: string;
}

export interface Group {
  label: string;
  choices: Choice[];
  /** They are shown, and cannot be chosen. */
  closed: boolean;
}

interface Wish {
  /** What was typed: every word has to be in the name, the code or the names above it. */
  words: string;
  except: readonly string[];
  named: Named;
  /** Whose tree is open for choice; absent for all. */
  lead?: string | undefined;
}

/** Who leads or supports any duty for this kind of hazard there; a gap names nobody. */
export async function namedFor(thing: Case): Promise<Named> {
  const { lat, lon } = thing.location;
  const answers = await Promise.all(
    DUTIES.map((duty) => api.get('/v1/responsibilities/lookup', { query: { duty, category: thing.category.code, lat, lon } })),
  );
  const named = new Map<string, Duty[]>();
  for (const { data } of answers) {
    const departments = data.routing === 'gap' ? data.support : [data.lead, ...data.support];
    for (const { departmentId } of departments) named.set(departmentId, [...(named.get(departmentId) ?? []), data.duty]);
  }
  return named;
}

/** Those the matrix names first, then the duty office, then the tree from the lead's own branch on; each department stands once. */
export function grouped(departments: readonly Department[], wish: Wish): Group[] {
  const tree = new Tree(departments);
  const fits = fitting(tree, wish);
  const lead = departments.find((one) => one.id === wish.lead);
  const isNamed = (one: Department) => wish.named.has(one.id);
  const isOutside = (one: Department) => lead !== undefined && !one.isDutyOffice && !tree.standsAlone(lead) && tree.top(one) !== tree.top(lead);
  const inside = fits.filter((one) => !isNamed(one) && !one.isDutyOffice && !isOutside(one));
  const branches = [...new Set(inside.map((one) => tree.branch(one)))].sort((one, other) => tree.apart(lead, one) - tree.apart(lead, other));
  const groups = [
    group(t('handover.named'), [...wish.named.keys()].flatMap((id) => fits.filter((one) => one.id === id)), (one) => t('handover.namedFor', { name: say(one.name), duties: wish.named.get(one.id)!.map((duty) => word('duty', duty)).join(t('handover.and')) })),
    group(t('handover.duty'), fits.filter((one) => one.isDutyOffice && !isNamed(one))),
    ...branches.map((branch) => group(branch ? tree.path(branch) : t('handover.alone'), inside.filter((one) => tree.branch(one) === branch))),
    { ...group(t('handover.outside'), fits.filter((one) => !isNamed(one) && isOutside(one))), closed: true },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

function group(label: string, departments: Department[], text = (one: Department) => say(one.name)): Group {
  return { label, choices: departments.map((one) => ({ id: one.id, text: text(one) })), closed: false };
}

function fitting(tree: Tree, { words, except }: Wish): Department[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return tree.all.filter((one) => {
    const said = `${tree.path(one)} ${one.code}`.toLowerCase();
    return !except.includes(one.id) && wanted.every((word) => said.includes(word));
  });
}

class Tree {
  #codeTo: Map<string, Department>;
  #superiors: Set<string | undefined>;

  constructor(readonly all: readonly Department[]) {
    this.#codeTo = new Map(all.map((one) => [one.code, one]));
    this.#superiors = new Set(all.map((one) => one.superiorCode));
  }

  /** From the top down to it. */
  #chain(one: Department): Department[] {
    const chain: Department[] = [];
    for (let next: Department | undefined = one; next && !chain.includes(next); next = next.superiorCode ? this.#codeTo.get(next.superiorCode) : undefined) chain.unshift(next);
    return chain;
  }

  top = (one: Department): Department => this.#chain(one)[0]!;
  path = (one: Department): string => this.#chain(one).map(({ name }) => say(name)).join(' › ');
  standsAlone = (one: Department): boolean => !one.superiorCode && !this.#superiors.has(one.code);

  /** Under whose name it is listed: its own where others are below it, else its superior's; undefined where it stands alone. */
  branch(one: Department): Department | undefined {
    return this.#superiors.has(one.code) ? one : one.superiorCode ? this.#codeTo.get(one.superiorCode) : undefined;
  }

  /** Steps between two branches over what they have in common; the farthest for one that stands alone. */
  apart(one: Department | undefined, other: Department | undefined): number {
    if (!one || !other) return one === other ? 0 : Number.MAX_SAFE_INTEGER;
    const chains = [this.#chain(one), this.#chain(other)] as const;
    const common = chains[0].filter((each) => chains[1].includes(each)).length;
    return chains[0].length + chains[1].length - 2 * common;
  }
}
