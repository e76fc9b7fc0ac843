import { expect, it } from 'vitest';
import { estimated } from './estimated';

it('says no more of an estimate than is known', () => {
  expect([76_337, 1_204.6, 99, 0.3].map(estimated)).toEqual(['76,000', '1,200', '99', '0']);
});
