import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { NoAnswer, ProblemError } from '$lib/api/problem';
import { isWaiting, type KeptReport, type Receipt } from './kept';
import { Sender, type Line } from './sender';
import { indexedReports } from './store';

const problem = (status: number, retryAfter?: number) => new ProblemError(status, 'x', 'No', 'Because', [], undefined, retryAfter, { status });
/** What a hotel's sign-in page or a proxy says instead of the server. */
const foreign = (status: number) => new ProblemError(status, 'about:blank', `HTTP ${status}`, undefined, [], undefined, undefined, {});

function kept(id: string, photos = 0, keptAt = 1): KeptReport {
  const submission = { description: id, location: { lat: 22.7, lon: 113.9 }, observedAt: '2026-11-23T00:00:00Z' };
  return { id, keptAt, submission, photos: Array.from({ length: photos }, (_, n) => ({ id: `${id}-${n}`, bytes: new ArrayBuffer(8) })) };
}

/** A server that remembers what it has; it can lose the answer or refuse. */
function town() {
  const has = new Map<string, number>();
  const photos = new Set<string>();
  const moods: (() => void)[] = [];
  const mood = () => moods.shift()?.();
  const line: Line = {
    report: async (report) => {
      if (!has.has(report.id)) has.set(report.id, has.size + 1);
      mood();
      return { id: report.id, trackingCode: `CODE-${has.get(report.id)}` } as Receipt;
    },
    photo: async (_report, photo, progress) => {
      mood();
      progress(1);
      photos.add(photo.id);
    },
  };
  return { line, has, photos, moods, lose: () => moods.push(() => { throw new NoAnswer('lost'); }), refuse: (status: number, after?: number) => moods.push(() => { throw problem(status, after); }), fine: () => moods.push(() => undefined) };
}

function phone(line: Line, factory = new IDBFactory()) {
  const store = indexedReports(factory);
  const watcher = { changed: vi.fn(), progress: vi.fn() };
  return { store, watcher, sender: new Sender(store, line, watcher), factory };
}

describe('a report kept on the phone', () => {
  it('is sent with its photos and then waits no more', async () => {
    const server = town();
    const { store, sender, watcher } = phone(server.line);
    await store.put(kept('a', 2));
    expect(await sender.sendAll()).toBeUndefined();
    const after = await store.get('a');
    expect(after?.receipt?.trackingCode).toBe('CODE-1');
    expect([...server.photos]).toEqual(['a-0', 'a-1']);
    expect(isWaiting(after!)).toBe(false);
    expect(watcher.progress).toHaveBeenCalledWith('a-1', 1);
  });

  it('arrives exactly once although the answer was lost', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a'));
    server.lose();
    expect(await sender.sendAll()).toEqual({ seconds: 5, asked: false });
    expect((await store.get('a'))?.receipt).toBeUndefined();
    expect(await sender.sendAll()).toBeUndefined();
    expect([server.has.size, (await store.get('a'))?.receipt?.trackingCode]).toEqual([1, 'CODE-1']);
  });

  it('is still there after the phone was switched off', async () => {
    const server = town();
    const before = phone(server.line);
    await before.store.put(kept('a', 1));
    server.lose();
    await before.sender.sendAll();
    const after = phone(server.line, before.factory);
    await after.sender.sendAll();
    expect([server.has.size, server.photos.size]).toEqual([1, 1]);
  });

  it('waits longer after each failure, and as long as the server asks', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a'));
    server.lose();
    server.lose();
    server.refuse(503, 120);
    expect([await sender.sendAll(), await sender.sendAll(), await sender.sendAll()]).toEqual([
      { seconds: 5, asked: false },
      { seconds: 15, asked: false },
      { seconds: 120, asked: false },
    ]);
  });

  it('that came too early is kept, and sent when the server said', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a'));
    server.refuse(429, 30);
    expect(await sender.sendAll()).toEqual({ seconds: 30, asked: true });
    expect((await store.get('a'))?.refused).toBeUndefined();
    expect(await sender.sendAll()).toBeUndefined();
    expect((await store.get('a'))?.receipt).toBeDefined();
  });

  it('is not refused by a page that is not of our server', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 1));
    for (const status of [403, 404, 511]) {
      server.moods.push(() => { throw foreign(status); });
      expect(await sender.sendAll()).toBeDefined();
      expect((await store.get('a'))?.refused).toBeUndefined();
    }
    server.fine();
    server.moods.push(() => { throw foreign(404); });
    expect(await sender.sendAll()).toBeDefined();
    expect((await store.get('a'))?.photos[0]?.refused).toBeUndefined();
    expect(await sender.sendAll()).toBeUndefined();
    expect(server.photos.size).toBe(1);
  });

  it('that the server cannot take is not in the way of the others', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 0, 1));
    await store.put(kept('b', 0, 2));
    server.refuse(500);
    expect(await sender.sendAll()).toEqual({ seconds: 5, asked: false });
    expect((await store.get('a'))?.receipt).toBeUndefined();
    expect((await store.get('b'))?.receipt).toBeDefined();
  });

  it('does not wait behind the photos of an older one', async () => {
    const order: string[] = [];
    const server = town();
    const { store, sender } = phone({
      report: (report) => (order.push(report.id), server.line.report(report)),
      photo: (report, photo, progress) => (order.push(photo.id), server.line.photo(report, photo, progress)),
    });
    await store.put(kept('a', 1, 1));
    await store.put(kept('b', 1, 2));
    expect(await sender.sendAll()).toBeUndefined();
    expect(order).toEqual(['a', 'b', 'a-0', 'b-0']);
  });

  it('whose answer never comes lets the others go first the next time', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 0, 1));
    await store.put(kept('b', 0, 2));
    server.lose();
    await sender.sendAll();
    server.fine();
    server.lose();
    await sender.sendAll();
    expect((await store.get('b'))?.receipt).toBeDefined();
    expect((await store.get('a'))?.receipt).toBeUndefined();
  });

  it('waits no longer for each when they are taken one at a time', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    for (let n = 0; n < 5; n++) await store.put(kept(`r${n}`, 0, n));
    const waits = [];
    for (let n = 0; n < 4; n++) {
      server.fine();
      server.refuse(429, 30);
      waits.push((await sender.sendAll())?.seconds);
    }
    expect(waits).toEqual([30, 30, 30, 30]);
    expect(await sender.sendAll()).toBeUndefined();
  });

  it('waits no longer for each photo when they are taken one at a time', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 4));
    server.fine();
    const waits = [];
    for (let n = 0; n < 4; n++) {
      server.fine();
      server.lose();
      waits.push((await sender.sendAll())?.seconds);
    }
    expect(waits).toEqual([5, 5, 5, undefined]);
  });

  it('that is refused for good is kept with the reason, and does not hold up the next', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 0, 1));
    await store.put(kept('b', 0, 2));
    server.refuse(422);
    expect(await sender.sendAll()).toBeUndefined();
    expect((await store.get('a'))?.refused).toEqual({ title: 'No', detail: 'Because' });
    expect((await store.get('b'))?.receipt).toBeDefined();
  });

  it('sends only the photos that are missing after a broken upload', async () => {
    const server = town();
    const report = vi.spyOn(server.line, 'report');
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 3));
    server.fine();
    server.fine();
    server.lose();
    await sender.sendAll();
    expect((await store.get('a'))?.photos.map((photo) => photo.bytes === undefined)).toEqual([true, false, false]);
    await sender.sendAll();
    expect(server.photos.size).toBe(3);
    expect(report).toHaveBeenCalledOnce();
  });

  it('does not fail over one photo the server cannot read', async () => {
    const server = town();
    const { store, sender } = phone(server.line);
    await store.put(kept('a', 2));
    server.fine();
    server.refuse(422);
    expect(await sender.sendAll()).toBeUndefined();
    const after = await store.get('a');
    expect(after?.photos.map((photo) => photo.refused)).toEqual(['Because', undefined]);
    expect(isWaiting(after!)).toBe(false);
  });

  it('is sent once when several ask at the same time', async () => {
    const server = town();
    const report = vi.spyOn(server.line, 'report');
    const { store, sender } = phone(server.line);
    await store.put(kept('a'));
    await Promise.all([sender.sendAll(), sender.sendAll(), sender.sendAll()]);
    expect(report).toHaveBeenCalledOnce();
  });
});
