import type { components } from '$lib/api/contract';
import { clock } from '$lib/clock.svelte';
import { LiveStream, type LiveState } from '$lib/api/live';
import { language } from '$lib/i18n.svelte';
import { Remembered } from '$lib/loaded.svelte';
import { api, session } from '../api';
import { forget, keepAhead, keptUnder } from '../kept/kept';
import { places, type MyPlace } from '../place/places.svelte';
import { fromEvent, seenKey, toAnnounce, type Announced } from './announced';
import { eventOf } from './events';
import { bySeriousness } from './order';

export type WarningItem = components['schemas']['WarningListItem'];
export type Warning = components['schemas']['Warning'];
export type Mine = WarningItem & { labels: MyPlace['label'][] };

const EVERY_MS = 120_000;
/** All phones hear of a warning in the same second; its whole text is fetched over these. */
const APART_MS = 3_000;
const WHOLE = 'warning ';
/** A line lost for longer than this is said to be lost. */
const PATIENCE_MS = 4_000;
const SEEN = 'qunfang.warnings.seen';

/** The answer, marked where the server can only remember it. */
const marked = <T>(data: T, asOf: number | undefined) => (asOf === undefined ? data : new Remembered(data, asOf));

async function askAll() {
  const { data, asOf } = await api.get('/v1/warnings', { query: { active: true, geometry: true, limit: 200 }, asNobody: true });
  if (!data.next) void forgetOver(data.items);
  return marked([...data.items].sort(bySeriousness), asOf);
}

/** Asks for each of my places; a warning over two of them is there once and names both. */
async function askMine() {
  const found = new Map<string, Mine>();
  const answers = await Promise.all(places.all.map(async ({ label, lat, lon }) => ({ label, ...(await api.get('/v1/warnings', { query: { active: true, lat, lon }, asNobody: true })) })));
  for (const { label, data } of answers) {
    for (const item of data.items) found.set(item.id, { ...item, labels: [...(found.get(item.id)?.labels ?? []), label] });
  }
  const remembered = answers.flatMap(({ asOf }) => asOf ?? []);
  return marked([...found.values()].sort(bySeriousness), remembered.length > 0 ? Math.min(...remembered) : undefined);
}

/** The page of a warning. The whole text of those over my places is on the phone before anybody opens it. */
export function wholeWarning(warningId: () => string) {
  return keptUnder<Warning>(WHOLE + warningId(), () => askWhole(warningId()));
}

async function askWhole(warningId: string) {
  const { data, asOf } = await api.get('/v1/warnings/{warningId}', { path: { warningId }, asNobody: true });
  return marked<Warning>(data, asOf);
}

/** What is no more in force must not be taken for a danger when the network is gone. */
async function forgetOver(inForce: readonly WarningItem[]): Promise<void> {
  const wanted = new Set(inForce.map(({ id }) => WHOLE + id));
  await forget((id) => id.startsWith(WHOLE) && !wanted.has(id)).catch((lost: unknown) => console.warn('warnings', lost));
}

async function keepWhole(mine: readonly Mine[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * APART_MS));
  for (const { id } of mine) await keepAhead(WHOLE + id, () => askWhole(id));
}

/** What is in force, for everybody and for my places; kept fresh by the live stream, and by asking where that fails. */
class Warnings {
  all = keptUnder<WarningItem[]>('warnings', askAll);
  mine = keptUnder<Mine[]>('warnings of mine', askMine);
  /** New warnings do not come at once: the live line is down. */
  silent = $state(false);
  #told = $state.raw<readonly Announced[]>([]);
  #losing: ReturnType<typeof setTimeout> | undefined;
  #stream: LiveStream | undefined;
  #seen = $state.raw<ReadonlySet<string>>(new Set(JSON.parse(localStorage.getItem(SEEN) ?? '[]') as string[]));

  /** In force now: what has expired, or was heard to be cancelled or replaced, goes also when nothing can be asked. */
  readonly listed = $derived((this.all.data ?? []).filter((one) => this.#holds(one)));
  /** Those over my places. */
  readonly overMine = $derived((this.mine.data ?? []).filter((one) => this.#holds(one)));
  /** Not yet put away. */
  readonly arrived = $derived(toAnnounce(this.overMine, this.#told, this.#seen, clock.now));
  /** When what is shown was true, in milliseconds since 1970; undefined while it is of now. */
  readonly asOf = $derived(this.all.old || this.mine.old ? Math.min(this.all.asOf ?? Infinity, this.mine.asOf ?? Infinity) : undefined);

  start(): void {
    this.listen();
    setInterval(() => void this.refresh(), EVERY_MS);
    addEventListener('online', () => void this.refresh());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void this.refresh());
    void this.mine.reload().then(() => this.#keepWhole());
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
    this.#keepWhole();
  }

  putAway(one: Announced): void {
    const known = one.over || one.left ? undefined : this.overMine.find(({ id }) => id === one.id);
    // With it go those it stood for.
    const others = known ? this.overMine.filter((each) => eventOf(each) === eventOf(known)).map(({ id }) => id) : [];
    this.#seen = new Set([...this.#seen, ...others, seenKey(one)].slice(-100));
    localStorage.setItem(SEEN, JSON.stringify([...this.#seen]));
  }

  #heard(one: Announced | undefined): void {
    if (!one) return;
    this.#told = [...this.#told, one];
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

  #keepWhole(): void {
    if (!this.mine.old) void keepWhole(this.overMine).catch((lost: unknown) => console.warn('warnings', lost));
  }

  #holds(one: WarningItem): boolean {
    return Date.parse(one.expires) > clock.now && !this.#told.some((told) => (told.over && told.id === one.id) || told.supersedes === one.id);
  }
}

export const warnings = new Warnings();

/** The four colours of public warnings, by CAP severity. */
export function tone(severity: string): 'low' | 'medium' | 'high' | 'extreme' {
  return ({ Extreme: 'extreme', Severe: 'high', Moderate: 'medium' } as const)[severity] ?? 'low';
}
