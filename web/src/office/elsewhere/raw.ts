import type { components } from '$lib/api/contract';
import { problemFrom, NoAnswer } from '$lib/api/problem';
import { language } from '$lib/i18n.svelte';
import { session } from '../api';

export type CapImport = components['schemas']['CapImport'];

/** The most that the server takes, in bytes. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** XML goes as it is: its own first line says in which characters it is written. */
export async function bringIn(xml: Blob): Promise<{ message: CapImport; isNew: boolean }> {
  const response = await ask('/v1/cap/imports', { method: 'POST', body: xml, headers: { 'Content-Type': 'application/xml' } });
  return { message: (await response.json()) as CapImport, isNew: response.status === 201 };
}

/** A message byte for byte. */
export async function rawOf(id: string): Promise<Blob> {
  return (await ask(`/v1/cap/imports/${id}/xml`, {})).blob();
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const send = async (token: string | undefined) => {
    const headers = new Headers(init.headers);
    headers.set('Accept-Language', language());
    if (token) headers.set('Authorization', `Bearer ${token}`);
    try {
      return await fetch(path, { ...init, headers });
    } catch (cause) {
      throw new NoAnswer(path, { cause });
    }
  };
  const token = await session.token();
  let response = await send(token);
  if (response.status === 401 && token) {
    const other = await session.renew(token);
    if (other) response = await send(other);
  }
  if (!response.ok) throw await problemFrom(response);
  return response;
}
