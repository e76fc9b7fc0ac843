import { expect, it } from 'vitest';
import { ended } from './ended';

const now = Date.parse('2026-11-23T12:00:00Z');

it('a warning is over when it was cancelled, replaced, or its time has passed', () => {
  const later = '2026-11-23T13:00:00Z';
  const earlier = '2026-11-23T11:00:00Z';
  expect(ended({ status: 'cancelled', expires: later }, now)).toBe('cancelled');
  expect(ended({ status: 'superseded', expires: later }, now)).toBe('superseded');
  expect(ended({ status: 'published', expires: earlier }, now)).toBe('expired');
  expect(ended({ status: 'published', expires: later }, now)).toBeUndefined();
  expect(ended({ status: 'draft', expires: earlier }, now)).toBeUndefined();
});
