import type { components } from '$lib/api/contract';
import { t } from '$lib/i18n.svelte';
import { go, here } from '$lib/router.svelte';
import { toast } from '$lib/ui/toasts.svelte';
import { account } from '../account.svelte';
import { api } from '../api';
import { live, type News } from '../live.svelte';

export type CaseItem = components['schemas']['CaseListItem'];
type Counts = components['schemas']['QueueCounts'];
type Status = components['schemas']['CaseStatus'];
type Severity = components['schemas']['CaseSeverity'];

export const QUEUES = ['mine', 'department', 'duty', 'overdue', 'all', 'consent'] as const;
export type QueueName = (typeof QUEUES)[number];
/** The worst first, as in the list. */
export const SEVERITIES = ['extreme', 'high', 'medium', 'low'] as const satisfies Severity[];

export interface Filters {
  queue: QueueName;
  status: string;
  severity: string;
  category: string;
  area: string;
  q: string;
}

const PAGE = 50;
const MOST = 200;
/** Milliseconds in which news are gathered before the list is asked anew. */
const GATHER_MS = 400;

/** What the address says is shown; so a view can be kept as a bookmark and "back" works. */
export function filters(): Filters {
  const of = (name: string) => here.query.get(name) ?? '';
  const queue = QUEUES.find((one) => one === of('queue')) ?? 'department';
  return { queue, status: of('status'), severity: of('severity'), category: of('category'), area: of('area'), q: of('q') };
}

export function narrow(change: Partial<Filters>): void {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters(), ...change })) if (value) query.set(name, value);
  go(`/office/cases?${query}`, { replace: true });
}

export function clearFilters(): void {
  narrow({ status: '', severity: '', category: '', area: '', q: '' });
}

/** Only whoever works for the whole city has something to find in the duty office's queue, and a second officer in that of consents. */
export function openTo(name: QueueName): boolean {
  if (name === 'consent') return account.may('case.consent');
  return name !== 'duty' || account.may('case.triage-all') || account.may('case.read-all');
}

/** The queue that is looked at, kept true by the live stream. */
class Queue {
  items = $state.raw<CaseItem[]>();
  /** The case whose number or code was typed, where this list does not have it. */
  elsewhere = $state.raw<CaseItem>();
  counts = $state.raw<Counts>();
  next = $state<string | null>(null);
  error = $state.raw<unknown>();
  loading = $state(false);
  /** Cases that came in while somebody looked: highlighted until opened. */
  fresh = $state.raw<ReadonlySet<string>>(new Set());
  /** What just came in, for the polite announcement. */
  arrived = $state.raw<CaseItem[]>([]);
  #opened = new Set<string>();
  #silent = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;
  #asked = '';
  #wanted: Filters = { queue: 'department', status: '', severity: '', category: '', area: '', q: '' };

  /** Keeps the list and the counts true until the returned function is called. */
  follow(): () => void {
    if (!this.counts) void this.show(this.#wanted);
    const end = live.listen(
      (news) => this.#heard(news),
      () => this.#readSoon(),
    );
    return () => {
      end();
      clearTimeout(this.#timer);
    };
  }

  async show(wanted: Filters): Promise<void> {
    const asked = JSON.stringify(wanted);
    const same = asked === this.#asked;
    this.#asked = asked;
    this.#wanted = wanted;
    await this.#load(wanted, same ? Math.min(MOST, Math.max(PAGE, this.items?.length ?? 0)) : PAGE, undefined, same);
  }

  async more(wanted: Filters): Promise<void> {
    if (this.next) await this.#load(wanted, PAGE, this.next, true);
  }

  seen(caseId: string): void {
    if (this.fresh.has(caseId)) this.fresh = new Set([...this.fresh].filter((id) => id !== caseId));
  }

  /** Now, after something was done here: what is done next begins with how the cases are then. */
  refresh(): Promise<void> {
    return this.show(this.#wanted);
  }

  #heard(news: News): void {
    if (!news.caseId) return;
    if (news.type === 'case.opened') this.#opened.add(news.caseId);
    if (news.type === 'case.overdue') this.#silent.add(news.caseId);
    this.#readSoon();
  }

  #readSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tellOfSilence();
      void this.show(this.#wanted);
    }, GATHER_MS);
  }

  /** One message, however many cases climbed at once; the queue "overdue" keeps them all. */
  #tellOfSilence(): void {
    if (this.#silent.size > 0) toast(t('ladder.news', { n: this.#silent.size }), 'bad');
    this.#silent.clear();
  }

  async #load(wanted: Filters, limit: number, cursor: string | undefined, keep: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    if (!keep) this.items = undefined;
    try {
      const { data } = await api.get('/v1/cases', { query: question(wanted, limit, cursor) });
      if (turn !== this.#turn) return;
      this.items = cursor ? [...(this.items ?? []), ...data.items] : data.items;
      this.elsewhere = data.elsewhere;
      this.next = data.next;
      this.counts = data.counts;
      this.error = undefined;
      this.#welcome();
    } catch (failed) {
      if (turn === this.#turn) this.error = failed;
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }

  #welcome(): void {
    const came = (this.items ?? []).filter((item) => this.#opened.has(item.id));
    came.forEach((item) => this.#opened.delete(item.id));
    if (came.length === 0) return;
    this.arrived = came;
    this.fresh = new Set([...this.fresh, ...came.map((item) => item.id)]);
  }
}

function question(wanted: Filters, limit: number, cursor: string | undefined) {
  return {
    limit,
    ...(wanted.queue === 'all' ? {} : { queue: wanted.queue }),
    ...(wanted.status ? { status: wanted.status as Status } : {}),
    ...(wanted.severity ? { severity: wanted.severity as Severity } : {}),
    ...(wanted.category ? { category: wanted.category } : {}),
    ...(wanted.area ? { area: wanted.area } : {}),
    ...(wanted.q ? { q: wanted.q } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

export const queue = new Queue();
