import { expect, it } from 'vitest';
import { randomPassword } from './password';

it('is long, readable and never the same', () => {
  const many = Array.from({ length: 1000 }, randomPassword);
  for (const one of many) expect(one).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){4}$/);
  expect(new Set(many).size).toBe(1000);
});
