import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveStream } from './live';
import { Session } from './session';

/** A line that says this text and then breaks or stays open, until the browser hangs up. */
function line(text: string, stays = false, signal?: AbortSignal | null): Response {
  const body = new ReadableStream<Uint8Array>({
    start(pen) {
      pen.enqueue(new TextEncoder().encode(text));
      signal?.addEventListener('abort', () => pen.error(signal.reason));
      if (!stays) pen.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

function listening(...answers: (Response | Error | ((signal?: AbortSignal | null) => Response))[]) {
  const asked: Headers[] = [];
  const heard: string[] = [];
  const states: string[] = [];
  const session = new Session({ name: 'test', anonymous: false, fetch: async () => Response.json({ accessToken: 'second', refreshToken: 'r2', expiresIn: 900 }) });
  session.signIn({ accessToken: 'first', refreshToken: 'r1', expiresIn: 900 });
  const stream = new LiveStream({
    session,
    language: () => 'en',
    onEvent: (event) => heard.push(event.data),
    onState: (state) => states.push(state),
    fetch: (async (_path: string, init: RequestInit) => {
      asked.push(init.headers as Headers);
      const answer = answers.shift() ?? line('', true);
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(init.signal) : answer;
    }) as unknown as typeof fetch,
  });
  return { stream, asked, heard, states };
}

describe('the live stream', () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('comes back after a broken line and asks for what came after the last event', async () => {
    const { stream, asked, heard } = listening(line('id: 7\ndata: one\n\n'), line('id: 8\ndata: two\n\n', true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual(['one', 'two']);
    expect(asked[1]?.get('Last-Event-ID')).toBe('7');
    stream.close();
  });

  it('takes a new token when its own is refused', async () => {
    const { stream, asked } = listening(new Response('', { status: 401 }), line('', true));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked.map((headers) => headers.get('Authorization'))).toEqual(['Bearer first', 'Bearer second']);
    stream.close();
  });

  it('waits as long as the server asks', async () => {
    const { stream, asked } = listening(new Response('', { status: 503, headers: { 'Retry-After': '30' } }), line('', true));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(asked).toHaveLength(2);
    stream.close();
  });

  it('tries ever more seldom without a network, and at once when it is back', async () => {
    const lost = Array.from({ length: 20 }, () => new TypeError('no network'));
    const { stream, asked } = listening(...lost);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.length).toBeLessThan(12);
    const before = asked.length;
    dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.length).toBe(before + 1);
    stream.close();
  });

  it.each([
    ['says nothing for longer than the server ever is silent', 12_000, () => undefined],
    ['has lost its network', 10, () => dispatchEvent(new Event('offline'))],
  ])('takes a line for dead that %s, says so and tries another', async (_why, after, happen) => {
    const { stream, asked, states } = listening((signal) => line(':\n\n', true, signal), line(':\n\n', true));
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe('open');
    happen();
    await vi.advanceTimersByTimeAsync(after);
    expect(states).toContain('waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(2);
    stream.close();
  });

  it('is silent once closed', async () => {
    const { stream, asked, states } = listening(line(''));
    stream.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(states.at(-1)).toBe('closed');
  });
});
