import type { components } from '$lib/api/contract';
import { NoAnswer, problemFrom } from '$lib/api/problem';
import { language } from '$lib/i18n.svelte';
import { session } from '../api';

export type Imported = components['schemas']['AreaImportResult'];
/** A large file's boundaries are checked one by one. */
const PATIENCE_MS = 300_000;

/** Sends a file of areas and tells how much of it has gone, 0 to 1 (fetch cannot tell that, hence XMLHttpRequest). */
export async function sendAreas(text: string, query: URLSearchParams, key: string, progress: (done: number) => void): Promise<Imported> {
  const token = await session.token();
  let response = await post(text, query, key, token, progress);
  if (response.status === 401 && token) response = await post(text, query, key, await session.renew(token), progress);
  if (!response.ok) throw await problemFrom(response);
  return (await response.json()) as Imported;
}

function post(text: string, query: URLSearchParams, key: string, token: string | undefined, progress: (done: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const path = `/v1/areas/import?${query}`;
    request.open('POST', path);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('Content-Type', 'application/geo+json');
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('Idempotency-Key', key);
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.upload.onload = () => progress(1);
    request.onload = () => resolve(new Response(request.responseText || '{}', { status: request.status }));
    request.onerror = request.ontimeout = () => reject(new NoAnswer(path));
    request.send(text);
  });
}
