import { expect, it } from 'vitest';
import { counted } from './counted';

it('a count at the limit says that there may be more', () => {
  expect([counted(1_000, 'en'), counted(1_000, 'zh-CN')]).toEqual(['999+', '999+']);
  expect([counted(999, 'en'), counted(0, 'zh-CN')]).toEqual(['999', '0']);
});
