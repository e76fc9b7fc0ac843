import { expect, test } from 'vitest';
import { stateOf } from './state';

const quiet = { channel: 'fcm', active: true, breaker: 'closed', delivered: 0, failed: 0, refused: 0, gone: 0, waiting: 0, since: '2026-11-26T08:00:00Z' } as const;
const before = '2026-11-26T08:01:00Z';
const after = '2026-11-26T08:02:00Z';

test('a channel that nobody set up is off, whatever it says otherwise', () => {
  expect(stateOf({ ...quiet, active: false, breaker: 'open' })).toBe('off');
});

test('a paused channel is paused, whatever went well before', () => {
  expect(stateOf({ ...quiet, breaker: 'open', lastSuccessAt: after, lastFailureAt: before })).toBe('open');
  expect(stateOf({ ...quiet, breaker: 'half_open' })).toBe('half_open');
});

test('the latest answer decides between works and fails', () => {
  expect(stateOf(quiet)).toBe('unused');
  expect(stateOf({ ...quiet, lastSuccessAt: after, lastFailureAt: before })).toBe('works');
  expect(stateOf({ ...quiet, lastSuccessAt: before, lastFailureAt: after })).toBe('fails');
  expect(stateOf({ ...quiet, lastFailureAt: after })).toBe('fails');
});
