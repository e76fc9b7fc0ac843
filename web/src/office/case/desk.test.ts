import { describe, expect, it, vi } from 'vitest';
import { CaseDesk } from './desk.svelte';

vi.mock('../api', () => ({ api: { get: () => Promise.resolve({ data: { version: 1 }, etag: '"1"' }) }, session: {} }));
vi.mock('../live.svelte', () => ({ live: { listen: () => () => undefined } }));

describe('what an officer is writing', () => {
  it('for colleagues never slides into a field that the sender reads', () => {
    const desk = new CaseDesk('c1');
    desk.choose('comment');
    desk.draft.text = '举报人是李四';
    desk.choose(undefined);

    desk.choose('reject');
    expect(desk.draft.text).toBe('');
    desk.choose('resolve');
    expect(desk.draft.text).toBe('');
  });

  it('is there again when the same action is chosen again, until the step is taken', async () => {
    const desk = new CaseDesk('c1');
    desk.choose('comment');
    desk.draft.text = '等待检测报告';
    desk.choose('resolve');
    desk.choose('comment');
    expect(desk.draft.text).toBe('等待检测报告');

    await desk.act({}, () => Promise.resolve({ data: { version: 2 }, etag: '"2"' } as never));
    desk.choose('comment');
    expect(desk.draft.text).toBe('');
  });

  it('stays when a step is taken on a card beside it', async () => {
    const desk = new CaseDesk('c1');
    desk.choose('comment');
    desk.draft.text = '等待检测报告';

    await desk.beside({}, () => Promise.resolve());

    expect(desk.open).toBe('comment');
    expect(desk.draft.text).toBe('等待检测报告');
  });
});
