import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Unsaved } from '$lib/unsaved';

const TOKENS = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };
const words = () => new Unsaved<string>('me', 'case.c1').read(Date.now())?.written;

/** A server that ends every session, and answers a sign-out only when it is told to. */
async function signedIn(logout: Promise<Response>) {
  vi.resetModules();
  localStorage.clear();
  vi.stubGlobal('fetch', async (request: string | URL | Request) => {
    const path = String(request instanceof Request ? request.url : request);
    return path.endsWith('/v1/auth/logout') ? logout : Response.json({ type: 'unauthorized', title: 'ended', status: 401 }, { status: 401 });
  });
  // Before the page first asks for anything: what it asks for is refused.
  new Unsaved<string>('me', 'case.c1').keep('等待检测报告', Date.now());
  const { session } = await import('./api');
  session.signIn(TOKENS);
  const { account } = await import('./account.svelte');
  return { account, session };
}

describe('words that are not saved', () => {
  beforeEach(() => vi.unstubAllGlobals());

  it('stay when the session is ended by somebody else', async () => {
    const { account, session } = await signedIn(Promise.resolve(new Response(undefined, { status: 204 })));
    await session.renew('a1');
    expect(account.signedIn).toBe(false);
    expect(account.lapsed).toBe(true);
    expect(words()).toBe('等待检测报告');
  });

  it('are gone as soon as the person signs out, whether or not the server answers', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { account } = await signedIn(new Promise((resolve) => (answer = resolve)));
    // Whatever the page asked for at first has been refused by now.
    account.signedIn = true;
    localStorage.setItem('qunfang.session.office', JSON.stringify({ accessToken: 'a1', refreshToken: 'r1', expiresAt: Date.now() + 900_000 }));
    const left = account.leave();
    expect(words()).toBeUndefined();
    answer(new Response(undefined, { status: 204 }));
    await left;
    expect(account.lapsed).toBe(false);
  });
});
