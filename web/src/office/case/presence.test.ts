import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const put = vi.fn(async () => ({ data: { others: [] as object[] } }));
const remove = vi.fn(async () => ({ data: undefined }));
let heard: (caseId: string, others: object[]) => void;
let opened: () => void;
vi.mock('../api', () => ({ api: { put, delete: remove } }));
vi.mock('../live.svelte', () => ({
  live: {
    watch: (listener: typeof heard) => ((heard = listener), () => undefined),
    listen: (_news: unknown, onOpen: () => void) => ((opened = onOpen), () => undefined),
  },
}));

const { Presence } = await import('./presence.svelte');
const WANG = { accountId: '1', name: '王强', writing: false };

function turn(state: 'visible' | 'hidden') {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('who else looks at a case', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    put.mockClear();
    remove.mockClear();
  });
  afterEach(() => vi.useRealTimers());

  it('is asked at once and every 20 seconds, until the page is left', async () => {
    put.mockResolvedValueOnce({ data: { others: [WANG] } });
    const presence = new Presence('a');
    const end = presence.follow();
    await vi.advanceTimersByTimeAsync(59_000);

    expect(put).toHaveBeenCalledTimes(3);
    end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(put).toHaveBeenCalledTimes(3);
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it('costs nothing while the page is not seen', async () => {
    const end = new Presence('a').follow();
    turn('hidden');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(put).toHaveBeenCalledTimes(1);
    expect(remove).toHaveBeenCalledTimes(1);

    turn('visible');
    expect(put).toHaveBeenCalledTimes(2);
    end();
  });

  it('is heard live for this case alone, and asked anew when the line opens again', async () => {
    const presence = new Presence('a');
    const end = presence.follow();
    await vi.advanceTimersByTimeAsync(0);
    heard('b', [WANG]);
    expect(presence.others).toEqual([]);
    heard('a', [WANG]);
    expect(presence.others).toEqual([WANG]);
    opened();
    expect(put).toHaveBeenCalledTimes(2);
    end();
  });

  it('tells at once when a form is opened, and not twice', () => {
    const presence = new Presence('a');
    presence.write(true);
    presence.write(true);

    expect(put).toHaveBeenCalledTimes(1);
    expect(put).toHaveBeenCalledWith('/v1/cases/{caseId}/presence', { path: { caseId: 'a' }, body: { writing: true } });
  });
});
