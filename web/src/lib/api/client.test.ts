import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi } from './client';
import { NoAnswer, ProblemError } from './problem';
import { Session } from './session';

type Loose = Record<'get' | 'post' | 'put', (path: string, ask: object) => Promise<{ data: unknown; etag: string | undefined; asOf: number | undefined }>>;

function apiAnswering(...answers: (Response | Error)[]) {
  const requests: { address: string; headers: Headers; body: unknown }[] = [];
  const send = vi.fn(async (address: string, init: RequestInit) => {
    requests.push({ address, headers: init.headers as Headers, body: init.body });
    const answer = answers.shift();
    if (!answer || answer instanceof Error) throw answer ?? new Error('asked too often');
    return answer;
  });
  const session = new Session({ name: 'test', anonymous: false, fetch: async () => Response.json({ accessToken: 'second', refreshToken: 'r2', expiresIn: 900 }) });
  session.signIn({ accessToken: 'first', refreshToken: 'r1', expiresIn: 900 });
  return { api: createApi({ session, language: () => 'en', fetch: send as unknown as typeof fetch }) as unknown as Loose, requests };
}

describe('the way to the server', () => {
  beforeEach(() => localStorage.clear());

  it('signs in, speaks the language, fills the address and hands back the ETag', async () => {
    const { api, requests } = apiAnswering(Response.json({ id: 1 }, { headers: { ETag: '"3"' } }));
    const { data, etag } = await api.get('/v1/cases/{caseId}', { path: { caseId: 'a/b' }, query: { limit: 5, cursor: undefined } });
    expect(requests[0]?.address).toBe('/v1/cases/a%2Fb?limit=5');
    expect(['Authorization', 'Accept-Language'].map((name) => requests[0]?.headers.get(name))).toEqual(['Bearer first', 'en']);
    expect([data, etag]).toEqual([{ id: 1 }, '"3"']);
  });

  it('renews a refused token once and acts under the same idempotency key', async () => {
    const { api, requests } = apiAnswering(Response.json({}, { status: 401 }), Response.json({ ok: true }));
    await api.post('/v1/cases/{caseId}/close', { path: { caseId: '1' }, body: {}, ifMatch: '"3"' });
    expect(requests.map((request) => request.headers.get('Authorization'))).toEqual(['Bearer first', 'Bearer second']);
    expect(requests[0]?.headers.get('Idempotency-Key')).toBe(requests[1]?.headers.get('Idempotency-Key'));
    expect(requests[1]?.headers.get('If-Match')).toBe('"3"');
  });

  it('turns a refusal into a problem that knows its fields', async () => {
    const body = { type: '/problems/invalid', title: 'Not valid', status: 422, detail: 'Look again', errors: [{ pointer: '/location/lat', reason: 'outside the world' }] };
    const { api } = apiAnswering(Response.json(body, { status: 422, headers: { 'Retry-After': '7' } }));
    const problem = (await api.put('/v1/x', { body: {} }).catch((error: unknown) => error)) as ProblemError;
    expect(problem).toBeInstanceOf(ProblemError);
    expect([problem.slug, problem.at('/location'), problem.at('/other'), problem.retryAfter]).toEqual(['invalid', 'outside the world', undefined, 7]);
  });

  it('makes a problem even of a page of HTML', async () => {
    const { api } = apiAnswering(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(api.get('/v1/x', {})).rejects.toMatchObject({ status: 502, slug: 'about:blank' });
  });

  it('says since when the server could not look up what it tells', async () => {
    const answer = (known: string) => Response.json({}, { headers: { 'Known-At': known, Date: 'Mon, 23 Nov 2026 06:15:00 GMT' } });
    const { api } = apiAnswering(answer('2026-11-23T06:05:00Z'), answer('2026-11-23T06:14:58Z'), Response.json({}));
    const told = [await api.get('/v1/warnings', {}), await api.get('/v1/warnings', {}), await api.get('/v1/x', {})];
    expect(told.map(({ asOf }) => asOf)).toEqual([Date.parse('2026-11-23T06:05:00Z'), undefined, undefined]);
  });

  it('asks for what anybody may read without signing in', async () => {
    const { api, requests } = apiAnswering(Response.json({}));
    await api.get('/v1/warnings', { asNobody: true });
    expect(requests[0]?.headers.get('Authorization')).toBeNull();
  });

  it('says that no answer came', async () => {
    const { api } = apiAnswering(new TypeError('broken line'));
    await expect(api.get('/v1/x', {})).rejects.toBeInstanceOf(NoAnswer);
  });
});
