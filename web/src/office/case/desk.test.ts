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

  it('stands in its form again after a reload, without what was only opened', () => {
    const before = new CaseDesk('c1');
    before.choose('comment');
    before.choose('hold');
    Object.assign(before.draft, { text: '等待检测报告', visibility: 'public', reviewAt: '2026-11-30T08:00' });
    const kept = JSON.parse(JSON.stringify(before.written)) as CaseDesk['written'];
    expect(Object.keys(kept)).toEqual(['hold']);

    const after = new CaseDesk('c1');
    after.resume(kept);
    after.choose('hold');
    expect(after.draft).toEqual({ text: '等待检测报告', visibility: 'public', reviewAt: '2026-11-30T08:00', publicReason: '', evidence: '', category: '', taskReasons: {}, reason: 'not_a_hazard', photos: [], photosGone: false });
  });

  it('says that photos were chosen, which are not kept', () => {
    const before = new CaseDesk('c1');
    before.choose('comment');
    Object.assign(before.draft, { text: '裂缝变宽', photos: [{ id: 'p1' }] });
    const kept = JSON.parse(JSON.stringify(before.written)) as CaseDesk['written'];

    const after = new CaseDesk('c1');
    after.resume(kept);
    after.choose('comment');
    expect(after.draft).toMatchObject({ text: '裂缝变宽', photos: [], photosGone: true });
    expect(after.written.comment?.photosGone, 'after one more reload').toBe(true);
  });
});
