import type { components } from '$lib/api/contract';

/** The ledger as the server tells it; one that does not say so is no longer finding out whom to tell. */
export type Deliveries = components['schemas']['Deliveries'];

/** Everything that was handed out has an end: accepted, failed, gone or expired. Nothing has before it is known who is due. */
export function accounted(deliveries: Deliveries | undefined): boolean {
  if (!deliveries || deliveries.selecting) return false;
  return deliveries.channels.every((one) => one.due === one.accepted + one.failed + one.gone + one.expired);
}
