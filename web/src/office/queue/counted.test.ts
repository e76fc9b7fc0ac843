import { expect, it } from 'vitest';
import { counted } from './counted';

it('a count at the limit says that there may be more', () => {
  expect([counted(10_000, 'en'), counted(10_000, 'zh-CN')]).toEqual(['10,000+', '1万+']);
  expect([counted(9_999, 'en'), counted(0, 'zh-CN')]).toEqual(['9,999', '0']);
});
