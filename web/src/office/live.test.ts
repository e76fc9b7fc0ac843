import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { session } from './api';
import { live } from './live.svelte';

/** A line that says this text and then breaks or stays open. */
function line(text: string, stays = false): Response {
  const body = new ReadableStream<Uint8Array>({
    start(pen) {
      pen.enqueue(new TextEncoder().encode(text));
      if (!stays) pen.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

describe('the live stream of the office', () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers();
    session.signIn({ accessToken: 'first', refreshToken: 'r1', expiresIn: 900 });
  });
  afterEach(() => {
    live.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('has screens read anew whenever it is open again: changes of cases are not repeated', async () => {
    const answers = [line('event: case.opened\ndata: {"caseId":"c1"}\n\n'), line('', true)];
    vi.stubGlobal('fetch', async () => answers.shift() ?? line('', true));
    const heard: string[] = [];
    const end = live.listen(
      ({ caseId }) => heard.push(caseId ?? ''),
      () => heard.push('open'),
    );

    live.start();
    await vi.advanceTimersByTimeAsync(5_000);

    expect(heard).toEqual(['open', 'c1', 'open']);
    end();
  });

  it('tells of warnings that an officer took a step with', async () => {
    vi.stubGlobal('fetch', async () => line('event: warning.changed\ndata: {"warningId":"w1"}\n\n', true));
    const heard: unknown[] = [];
    const end = live.listen((news) => heard.push(news), () => undefined);

    live.start();
    await vi.advanceTimersByTimeAsync(1_000);

    expect(heard).toEqual([{ type: 'warning.changed', warningId: 'w1' }]);
    end();
  });
});
