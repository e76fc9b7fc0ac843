import { api } from '../api';
import { allCategories, type Category } from '../categories';
import { draft } from './draft.svelte';

const PAUSE_MS = 600;
const FEWEST_CHARACTERS = 4;

/** A kind, or a family of kinds (`choices`, most likely first) of which the person chooses one. */
export interface Suggested {
  category: Category;
  percent: number;
  choices: Category[];
}

/** What the words may be of. It is only offered: whoever sends decides. Where a kind was chosen only what clearly speaks against it. */
export class Suggesting {
  maybe = $state.raw<Suggested>();
  taken = $state.raw<{ category: Category; before: Category | null }>();

  /** Once an insider asks for protection, words leave the phone only with the report. */
  readonly #words = $derived(draft.visibility === 'protected' ? '' : draft.description.trim());

  /** To be called in an effect: asks a little after the last change of the words. */
  watch(): (() => void) | undefined {
    const text = this.#words;
    const chosen = draft.category?.code;
    if (text.length < FEWEST_CHARACTERS) {
      this.maybe = undefined;
      return undefined;
    }
    let late = false;
    const timer = setTimeout(async () => {
      const found = await suggested(text, chosen);
      if (!late) this.maybe = found;
    }, PAUSE_MS);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }

  /** It is offered and was not accepted. */
  get open(): boolean {
    return this.maybe !== undefined && ![this.maybe.category, ...this.maybe.choices].some(({ code }) => code === draft.category?.code);
  }

  /** What was accepted and still holds. */
  get accepted(): Category | undefined {
    return this.taken && draft.category?.code === this.taken.category.code ? this.taken.category : undefined;
  }

  take(category: Category): void {
    this.taken = { category, before: draft.category ?? null };
    draft.choose(category);
  }

  undo(): void {
    draft.choose(this.taken!.before);
    this.taken = undefined;
  }
}

/** Undefined when nothing is worth saying; without a network the report goes on as well. */
async function suggested(text: string, chosen: string | undefined): Promise<Suggested | undefined> {
  try {
    const [first] = (await api.post('/v1/categories/suggestions', { body: { text, ...(chosen ? { chosen } : {}) } })).data.items;
    const all = await allCategories();
    const named = (code: string) => all.filter((one) => one.code === code);
    const [category] = first ? named(first.category) : [];
    return first && category && { category, percent: Math.floor(first.confidence * 100 + 1e-6), choices: (first.choices ?? []).flatMap(named) };
  } catch (failed) {
    console.info('suggestion', failed);
    return undefined;
  }
}
