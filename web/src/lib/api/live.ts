import { EventParser, type ServerEvent } from './sse';
import type { Session } from './session';

export type LiveState = 'connecting' | 'open' | 'waiting' | 'closed';

interface Options {
  session: Session;
  language: () => string;
  onEvent: (event: ServerEvent) => void;
  onState?: (state: LiveState) => void;
  path?: string;
  fetch?: typeof fetch;
  /** Milliseconds without a single byte after which the line counts as dead; the server sends a comment every five seconds. */
  silence?: number;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const SILENCE_MS = 12_000;

/** The live stream. EventSource cannot send a bearer token, hence fetch; it comes back by itself until closed. */
export class LiveStream {
  #closing = new AbortController();
  #lastId = '';
  #attempt = 0;
  #wake: (() => void) | undefined;
  #line: AbortController | undefined;

  constructor(private readonly options: Options) {
    addEventListener('online', this.#hurry);
    addEventListener('offline', this.#drop);
    void this.#run();
  }

  close(): void {
    removeEventListener('online', this.#hurry);
    removeEventListener('offline', this.#drop);
    this.#closing.abort();
    this.#wake?.();
  }

  #hurry = () => {
    this.#attempt = 0;
    this.#wake?.();
  };

  /** A line without a network says nothing more, and does not say so. */
  #drop = () => this.#line?.abort();

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      this.options.onState?.('connecting');
      const wait = await this.#listen().catch((lost: unknown) => this.#explain(lost));
      if (this.#closing.signal.aborted) break;
      this.options.onState?.('waiting');
      await this.#pause(wait ?? this.#backoff());
    }
    this.options.onState?.('closed');
  }

  /** A broken line is the normal case on a phone; anything else deserves a line in the console. */
  #explain(lost: unknown): undefined {
    const expected = lost instanceof TypeError || (lost instanceof Error && /AbortError|TimeoutError|NoAnswer|ProblemError/.test(lost.name));
    if (!expected) console.error('live stream', lost);
    return undefined;
  }

  /** Listens until the line ends; the answer is the server's wish how long to wait, in milliseconds. */
  async #listen(): Promise<number | undefined> {
    const token = await this.options.session.token();
    const headers = new Headers({ Accept: 'text/event-stream', 'Accept-Language': this.options.language() });
    if (token) headers.set('Authorization', `Bearer ${token}`);
    if (this.#lastId) headers.set('Last-Event-ID', this.#lastId);
    const line = (this.#line = new AbortController());
    const signal = AbortSignal.any([this.#closing.signal, line.signal]);
    const response = await (this.options.fetch ?? fetch)(this.options.path ?? '/v1/live', { headers, signal, cache: 'no-store' });
    if (response.status === 401 && token) {
      await this.options.session.renew(token);
      return undefined;
    }
    if (!response.ok || !response.body) return seconds(response.headers.get('Retry-After'));
    this.options.onState?.('open');
    return this.#read(response.body, line);
  }

  async #read(body: ReadableStream<Uint8Array>, line: AbortController): Promise<number | undefined> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const silence = setTimeout(() => line.abort(), this.options.silence ?? SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return parser.retry;
      this.#attempt = 0;
      for (const event of parser.push(decoder.decode(value, { stream: true }))) {
        this.#lastId = event.id || this.#lastId;
        this.options.onEvent(event);
      }
    }
  }

  #backoff(): number {
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#attempt++);
    return ceiling / 2 + (Math.random() * ceiling) / 2;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const wake = done;
      function done() {
        clearTimeout(timer);
        resolve();
      }
      this.#wake = wake;
    });
  }
}

function seconds(text: string | null): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isFinite(number) ? number * 1000 : undefined;
}
