import { expect, it } from 'vitest';
import { accounted, type Deliveries } from './accounted';

const ledger = (due: number, accepted: number, selecting?: boolean) =>
  ({ ...(selecting === undefined ? {} : { selecting }), channels: [{ channel: 'live', due, handedOver: due, accepted, failed: 0, gone: 0, expired: 0 }] }) as unknown as Deliveries;

it('nobody is accounted for while it is still being found out who is in the area', () => {
  expect(accounted(ledger(0, 0, true))).toBe(false);
  expect(accounted(ledger(5, 5, true))).toBe(false);
  expect(accounted(undefined)).toBe(false);
});

it('all are accounted for when each has an end, also when nobody was due', () => {
  expect(accounted(ledger(5, 4, false))).toBe(false);
  expect(accounted(ledger(5, 5, false))).toBe(true);
  expect(accounted(ledger(0, 0, false))).toBe(true);
  expect(accounted(ledger(0, 0))).toBe(true);
});
