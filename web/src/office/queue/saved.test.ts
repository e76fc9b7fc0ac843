import { expect, it, vi } from 'vitest';

vi.mock('../api', () => ({ api: {} }));
const { closed, isSame, opened } = await import('./saved.svelte');

const WIDE = { queue: 'department', status: '', severity: '', category: '', area: '', q: '' } as const;

it('what is kept opens as it was, and leaves out what was open', () => {
  const filters = { ...WIDE, severity: 'high', q: '裂缝' };
  const kept = { id: '1', version: 1, name: 'x', own: true, shared: false, isDefault: false, filter: closed(filters) };

  expect(kept.filter).toEqual({ queue: 'department', severity: 'high', q: '裂缝' });
  expect(opened(kept)).toEqual(filters);
  expect(isSame(kept, filters)).toBe(true);
  expect(isSame(kept, WIDE)).toBe(false);
});
