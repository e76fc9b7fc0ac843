import type { components } from '$lib/api/contract';
import { LiveStream, type LiveState } from '$lib/api/live';
import { language } from '$lib/i18n.svelte';
import { Loaded } from '$lib/loaded.svelte';
import { api, session } from '../api';
import { places, type MyPlace } from '../place/places.svelte';
import { fromEvent, seenKey, toAnnounce, type Announced } from './announced';
import { bySeriousness } from './order';

export type WarningItem = components['schemas']['WarningListItem'];
export type Warning = components['schemas']['Warning'];
export type Mine = WarningItem & { labels: MyPlace['label'][] };

const EVERY_MS = 120_000;
/** A line lost for longer than this is said to be lost. */
const PATIENCE_MS = 4_000;
const SEEN = 'qunfang.warnings.seen';

async function askAll(): Promise<WarningItem[]> {
  const { data } = await api.get('/v1/warnings', { query: { active: true, geometry: true, limit: 200 } });
  return [...data.items].sort(bySeriousness);
}

/** Asks for each of my places; a warning over two of them is there once and names both. */
async function askMine(): Promise<Mine[]> {
  const found = new Map<string, Mine>();
  const answers = places.all.map(async ({ label, lat, lon }) => ({ label, items: (await api.get('/v1/warnings', { query: { active: true, lat, lon } })).data.items }));
  for (const { label, items } of await Promise.all(answers)) {
    for (const item of items) found.set(item.id, { ...item, labels: [...(found.get(item.id)?.labels ?? []), label] });
  }
  return [...found.values()].sort(bySeriousness);
}

/** What is in force, for everybody and for my places; kept fresh by the live stream, and by asking where that fails. */
class Warnings {
  all = new Loaded(askAll);
  mine = new Loaded(askMine);
  /** Not yet put away. */
  arrived = $state.raw<Announced[]>([]);
  /** New warnings do not come at once: the live line is down. */
  silent = $state(false);
  #told: Announced[] = [];
  #losing: ReturnType<typeof setTimeout> | undefined;
  #stream: LiveStream | undefined;
  #seen = new Set(JSON.parse(localStorage.getItem(SEEN) ?? '[]') as string[]);

  start(): void {
    this.listen();
    setInterval(() => void this.refresh(), EVERY_MS);
    addEventListener('online', () => void this.refresh());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.refresh());
    void this.mine.reload().then(() => this.#announce());
  }

  /** Begins or ends listening; there is something to hear only with a place of one's own. */
  listen(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#line('closed');
    if (places.all.length === 0) return;
    // Its first state is told before there is anything to hold it by.
    let stream: LiveStream | undefined;
    stream = new LiveStream({
      session, language,
      onEvent: (event) => this.#heard(fromEvent(event.type, event.data)),
      onState: (state) => this.#stream === stream && this.#line(state),
    });
    this.#stream = stream;
  }

  async refresh(): Promise<void> {
    await Promise.all([this.mine.reload(), this.all.reload()]);
    this.#announce();
  }

  putAway(one: Announced): void {
    this.#seen.add(seenKey(one));
    localStorage.setItem(SEEN, JSON.stringify([...this.#seen].slice(-100)));
    this.#announce();
  }

  #heard(one: Announced | undefined): void {
    if (!one) return;
    this.#told.push(one);
    this.#announce();
    void this.refresh();
  }

  /** Says that the line is lost only when it does not come back soon, and asks at once what was missed. */
  #line(state: LiveState): void {
    const missed = this.silent;
    if (state === 'open' || state === 'closed') {
      clearTimeout(this.#losing);
      this.#losing = undefined;
      this.silent = false;
      if (missed && state === 'open') void this.refresh();
    } else
      this.#losing ??= setTimeout(() => {
        this.silent = true;
        void this.refresh();
      }, PATIENCE_MS);
  }

  #announce(): void {
    this.arrived = toAnnounce(this.mine.data ?? [], this.#told, this.#seen, Date.now());
  }
}

export const warnings = new Warnings();

/** The four colours of public warnings, by CAP severity. */
export function tone(severity: string): 'low' | 'medium' | 'high' | 'extreme' {
  return ({ Extreme: 'extreme', Severe: 'high', Moderate: 'medium' } as const)[severity] ?? 'low';
}
