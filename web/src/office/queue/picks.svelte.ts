import { SvelteMap } from 'svelte/reactivity';
import type { components } from '$lib/api/contract';
import { api } from '../api';
import { queue, type CaseItem } from './queue.svelte';

type Outcome = components['schemas']['CaseOutcome'];
export type Colleague = components['schemas']['Colleague'];

/** Sent at once, so that progress shows while many are done. */
const AT_ONCE = 10;
export const MOST = 100;

/** What the server says of one case: done, or why not. */
export type Step = { kind: 'acknowledge' } | { kind: 'assign'; officer: Colleague };

/** The cases of a queue that were picked, and what is done with them together. */
class Picks {
  #ids = new SvelteMap<string, true>();
  /** Why a case was refused, until it is picked anew or the queue is left. */
  refusals = new SvelteMap<string, string>();
  running = $state(false);
  done = $state(0);
  refused = $state(0);
  total = $state(0);
  error = $state.raw<unknown>();
  #last: string | undefined;

  get count(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** With `through` all rows between the one picked last and this one follow it. */
  toggle(items: readonly CaseItem[], id: string, through: boolean): void {
    const picked = !this.has(id);
    const from = through && this.#last ? items.findIndex((item) => item.id === this.#last) : -1;
    const to = items.findIndex((item) => item.id === id);
    const range = from < 0 ? [id] : items.slice(Math.min(from, to), Math.max(from, to) + 1).map((item) => item.id);
    for (const each of range) this.#put(each, picked);
    this.#last = id;
  }

  all(items: readonly CaseItem[], picked: boolean): void {
    items.forEach((item) => this.#put(item.id, picked));
  }

  #put(id: string, picked: boolean): void {
    if (!picked) this.#ids.delete(id);
    else if (this.count < MOST) this.#ids.set(id, true);
  }

  clear(): void {
    this.#ids.clear();
    this.refusals.clear();
    this.#forget();
    this.#last = undefined;
  }

  /** What is no longer in the list cannot be seen, so it is not acted on. */
  keepOnly(items: readonly CaseItem[]): void {
    const there = new Set(items.map((item) => item.id));
    for (const id of [...this.#ids.keys()]) if (!there.has(id)) this.#ids.delete(id);
  }

  #forget(): void {
    this.done = 0;
    this.refused = 0;
    this.total = 0;
    this.error = undefined;
  }

  /** Each case with the version that is on the screen; what is refused stays picked. */
  async run(items: readonly CaseItem[], step: Step): Promise<void> {
    const cases = items.filter((item) => this.has(item.id)).map((item) => ({ id: item.id, version: item.version }));
    if (this.running || cases.length === 0) return;
    this.#forget();
    this.refusals.clear();
    this.total = cases.length;
    this.running = true;
    try {
      for (let at = 0; at < cases.length; at += AT_ONCE) this.#take(await ask(step, cases.slice(at, at + AT_ONCE)));
    } catch (failed) {
      this.error = failed;
    } finally {
      await queue.refresh();
      this.running = false;
    }
  }

  #take(outcomes: readonly Outcome[]): void {
    for (const one of outcomes) {
      if (one.problem) {
        this.refusals.set(one.id, one.problem.detail);
        this.refused += 1;
      } else {
        this.#ids.delete(one.id);
        this.done += 1;
      }
    }
  }
}

async function ask(step: Step, cases: { id: string; version: number }[]): Promise<readonly Outcome[]> {
  const { data } = step.kind === 'acknowledge' ? await api.post('/v1/cases/acknowledge', { body: { cases } }) : await api.post('/v1/cases/assign', { body: { officerId: step.officer.id, cases } });
  return data.results;
}

export const picks = new Picks();
