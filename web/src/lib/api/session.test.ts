import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NoAnswer } from './problem';
import { Session } from './session';

interface Asked {
  path: string;
  body: Record<string, string>;
}

/** A server that hands out tokens a1/r1, a2/r2 … and ends the session when an old refresh token comes back. */
function server(lifetime = 900) {
  const asked: Asked[] = [];
  let count = 0;
  const answer = () => {
    count++;
    return Response.json({ accessToken: `a${count}`, refreshToken: `r${count}`, expiresIn: lifetime });
  };
  const fetch = vi.fn(async (path: string | URL | Request, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body)) as Record<string, string>;
    asked.push({ path: String(path), body });
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (path === '/v1/auth/refresh' && body.refreshToken !== `r${count}`) return Response.json({ type: 'unauthorized' }, { status: 401 });
    return answer();
  });
  return { fetch: fetch as unknown as typeof globalThis.fetch, asked };
}

describe('a session', () => {
  beforeEach(() => localStorage.clear());

  it('signs a phone in without an account, once, however many ask at the same time', async () => {
    const { fetch, asked } = server();
    const session = new Session({ name: 'test', anonymous: true, fetch });
    expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['a1', 'a1', 'a1']);
    expect(asked.map((one) => one.path)).toEqual(['/v1/auth/anonymous']);
  });

  it('rotates a refused token once for all that were refused', async () => {
    const { fetch, asked } = server();
    const session = new Session({ name: 'test', anonymous: true, fetch });
    await session.token();
    expect(await Promise.all([session.renew('a1'), session.renew('a1')])).toEqual(['a2', 'a2']);
    expect(asked.filter((one) => one.path === '/v1/auth/refresh')).toHaveLength(1);
  });

  it('takes the token another tab has just stored instead of using the old refresh token again', async () => {
    const { fetch, asked } = server();
    const [one, other] = [new Session({ name: 'test', anonymous: true, fetch }), new Session({ name: 'test', anonymous: true, fetch })];
    await one.token();
    await one.renew('a1');
    expect(await other.renew('a1')).toBe('a2');
    expect(asked.filter((ask) => ask.path === '/v1/auth/refresh')).toHaveLength(1);
  });

  it('refreshes before the token runs out', async () => {
    const { fetch } = server(10);
    const session = new Session({ name: 'test', anonymous: true, fetch });
    expect([await session.token(), await session.token()]).toEqual(['a1', 'a2']);
  });

  it('of an officer ends when its refresh token is refused, and says so', async () => {
    const { fetch } = server();
    const ended = vi.fn();
    const session = new Session({ name: 'office', anonymous: false, fetch, ended });
    session.signIn({ accessToken: 'old', refreshToken: 'stolen', expiresIn: 900 });
    expect(await session.renew('old')).toBeUndefined();
    expect(ended).toHaveBeenCalledOnce();
    expect(session.signedIn).toBe(false);
  });

  it('stays when there is no network', async () => {
    const session = new Session({ name: 'office', anonymous: false, fetch: () => Promise.reject(new TypeError('no network')) });
    session.signIn({ accessToken: 'old', refreshToken: 'r', expiresIn: 900 });
    await expect(session.renew('old')).rejects.toBeInstanceOf(NoAnswer);
    expect(session.signedIn).toBe(true);
  });

  it('keeps residents and officials apart', async () => {
    const { fetch } = server();
    await new Session({ name: 'resident', anonymous: true, fetch }).token();
    expect(new Session({ name: 'office', anonymous: false, fetch }).signedIn).toBe(false);
  });
});
