import { expect, type APIRequestContext } from '@playwright/test';
import { uuidv7 } from '../src/lib/ids';
import { ownPlace } from './place';

interface Receipt {
  id: string;
  /** Of its sender. */
  accessToken: string;
  trackingCode: string;
  case: { id: string; number: string };
}

/** A report over the interface, by a resident of its own and at a place of its own: it opens a case. */
export async function reported(request: APIRequestContext, words: string, more: { category?: string; answers?: object; location?: object } = {}): Promise<Receipt> {
  const anonymous = await request.post('/v1/auth/anonymous', { data: {} });
  const { accessToken } = (await anonymous.json()) as { accessToken: string };
  const id = uuidv7();
  const sent = await request.put(`/v1/reports/${id}`, {
    headers: { Authorization: `Bearer ${accessToken}` },
    data: { category: 'landfill-slope', description: words, location: { ...ownPlace(), accuracyMeters: 10 }, observedAt: new Date(Date.now() - 60_000).toISOString(), ...more },
  });
  expect(sent.status(), await sent.text()).toBe(201);
  return { ...((await sent.json()) as Receipt), id, accessToken };
}
