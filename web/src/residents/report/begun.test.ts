import { describe, expect, it } from 'vitest';
import { isBegun } from './begun';

const DAY = 24 * 3_600_000;
const NOW = 1_800_000_000_000;

describe('a report that was begun and not sent', () => {
  it('is gone on with here when no other tab has it', () => {
    expect(isBegun([], [], null, NOW)).toBe(false);
    expect(isBegun([{ id: 'a', keptAt: NOW - DAY }], [], null, NOW)).toBe(true);
    expect(isBegun([{ id: 'a', keptAt: NOW - DAY }], ['qunfang.draft.a'], null, NOW)).toBe(false);
    expect(isBegun([{ id: 'a', keptAt: NOW - DAY }], ['qunfang.draft.a'], 'a', NOW)).toBe(true);
    expect(isBegun([{ id: 'a' }], [undefined], null, NOW), 'kept by an older app').toBe(true);
  });

  it('is forgotten after thirty days', () => {
    expect(isBegun([{ id: 'a', keptAt: NOW - 31 * DAY }], [], null, NOW)).toBe(false);
  });
});
