import { expect, it } from 'vitest';
import { farOff } from './outside';

it('calls an audience another one when more than half and more than a hundred devices came or went', () => {
  expect([farOff(10, 0), farOff(100, 0), farOff(101, 0), farOff(1_000, 600), farOff(1_000, 499), farOff(499, 1_000), farOff(500, 1_000)]).toEqual([false, false, true, false, true, true, false]);
});
