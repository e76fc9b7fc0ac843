import type { paths } from './contract';
import { uuidv7 } from '../ids';
import { NoAnswer, problemFrom } from './problem';
import type { Session } from './session';

type Method = 'get' | 'put' | 'post' | 'delete';
type PathsWith<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths];
type Op<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;

type Part<O, N extends string> = O extends { parameters: infer All } ? (All extends { [K in N]?: infer V } ? NonNullable<V> : never) : never;
type JsonBody<O> = O extends { requestBody?: infer B } ? ([NonNullable<B>] extends [never] ? never : NonNullable<B> extends { content: { 'application/json': infer J } } ? J : never) : never;
/** Optional where nothing in it is required. */
type Query<Q> = object extends Q ? { query?: Q } : { query: Q };
type JsonOf<R> = R extends { content: { 'application/json': infer J } } ? J : never;
type Answer<O> = O extends { responses: infer R } ? { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R] : never;

/** What the contract asks of one operation; nothing more can be given and nothing less. */
type Ask<O> = ([Part<O, 'path'>] extends [never] ? unknown : { path: Part<O, 'path'> }) &
  ([Part<O, 'query'>] extends [never] ? unknown : Query<Part<O, 'query'>>) &
  ([JsonBody<O>] extends [never] ? unknown : { body: JsonBody<O> }) & {
    /** The ETag read before: the change is refused (412) when somebody else was faster. */
    ifMatch?: string;
    /** Keep one per attempt of a person, so that trying again does not act twice. A new one is made when absent. */
    idempotencyKey?: string;
    signal?: AbortSignal;
    /** What anybody may read is asked for as nobody: it is answered also while nobody can be signed in. */
    asNobody?: boolean;
  };

export interface Result<T> {
  data: T;
  status: number;
  etag: string | undefined;
  /** When this was true, in milliseconds since 1970, where the server can only remember it; undefined for what is of now. */
  asOf: number | undefined;
}

type Call<M extends Method> = <P extends PathsWith<M>>(path: P, ask: Ask<Op<P, M>>) => Promise<Result<Answer<Op<P, M>>>>;

export interface Api {
  get: Call<'get'>;
  put: Call<'put'>;
  post: Call<'post'>;
  delete: Call<'delete'>;
}

interface Options {
  session: Session;
  language: () => string;
  fetch?: typeof fetch;
  /** Milliseconds until an unanswered call counts as lost. */
  patience?: number;
}

interface Loose {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
  asNobody?: boolean;
}

/** The server looks every second; what it has known for longer than this it cannot look up any more. */
const OLD_MS = 30_000;

/** The one way to the server: signs in, speaks the person's language, turns refusals into ProblemError. */
export function createApi(options: Options): Api {
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));

  async function once(method: Method, path: string, ask: Loose, token: string | undefined, key: string | undefined): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json, application/problem+json', 'Accept-Language': options.language() });
    if (token) headers.set('Authorization', `Bearer ${token}`);
    if (ask.ifMatch) headers.set('If-Match', ask.ifMatch);
    if (key) headers.set('Idempotency-Key', key);
    if (ask.body !== undefined) headers.set('Content-Type', 'application/json');
    const patience = AbortSignal.timeout(options.patience ?? 20_000);
    // Shared caches may keep an answer for seconds; a page told live that something changed must see the change.
    const init: RequestInit = { method: method.toUpperCase(), headers, cache: 'no-cache', signal: ask.signal ? AbortSignal.any([ask.signal, patience]) : patience };
    if (ask.body !== undefined) init.body = JSON.stringify(ask.body);
    try {
      return await send(address(path, ask), init);
    } catch (cause) {
      if (ask.signal?.aborted) throw cause;
      throw new NoAnswer(path, { cause });
    }
  }

  async function call(method: Method, path: string, ask: Loose): Promise<Result<unknown>> {
    const key = method === 'post' ? (ask.idempotencyKey ?? uuidv7()) : undefined;
    const token = ask.asNobody ? undefined : await options.session.token();
    let response = await once(method, path, ask, token, key);
    if (response.status === 401 && token) {
      const other = await options.session.renew(token);
      if (other) response = await once(method, path, ask, other, key);
    }
    if (!response.ok) throw await problemFrom(response);
    const empty = response.status === 204 || response.headers.get('Content-Length') === '0';
    return { data: empty ? undefined : await json(response, path), status: response.status, etag: response.headers.get('ETag') ?? undefined, asOf: asOf(response) };
  }

  const bind = (method: Method) => (path: string, ask: Loose) => call(method, path, ask);
  return { get: bind('get'), put: bind('put'), post: bind('post'), delete: bind('delete') } as unknown as Api;
}

/** By the server's own clock: the one of a phone may be wrong. */
function asOf({ headers }: Response): number | undefined {
  const [known, told] = ['Known-At', 'Date'].map((name) => Date.parse(headers.get(name) ?? ''));
  return Number(told) - Number(known) > OLD_MS ? known : undefined;
}

/** A page of something that stands between, instead of our answer, is no answer. */
async function json(response: Response, path: string): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new NoAnswer(path, { cause });
  }
}

function address(path: string, ask: Loose): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(ask.path?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}
