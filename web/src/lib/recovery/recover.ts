import type { Api } from '$lib/api/client';
import type { components } from '$lib/api/contract';
import { NoAnswer, problemFrom } from '$lib/api/problem';
import type { Session } from '$lib/api/session';
import { language } from '$lib/i18n.svelte';

const PATH = '/v1/auth/recover';
const DEVICE = 'qunfang.device';

/**
 * Signs this browser in as the account of the code; the code for the next time. Asked without a token: a refusal (401) is
 * about the code, and trying again with another token would count as a second try.
 */
export async function recover(code: string, session: Session, api: Api): Promise<string> {
  const response = await ask(code);
  if (!response.ok) throw await problemFrom(response);
  const answer = (await response.json()) as components['schemas']['Recovered'];
  await forgetDevice(session, api);
  session.signIn(answer);
  return answer.recoveryCode;
}

async function ask(code: string): Promise<Response> {
  try {
    const headers = { 'Content-Type': 'application/json', 'Accept-Language': language() };
    return await fetch(PATH, { method: 'POST', headers, body: JSON.stringify({ code }), signal: AbortSignal.timeout(20_000) });
  } catch (cause) {
    throw new NoAnswer(PATH, { cause });
  }
}

/** It is a device of the account that was here before; the places are told anew, as another one, when the app starts next. */
async function forgetDevice(session: Session, api: Api): Promise<void> {
  const deviceId = localStorage.getItem(DEVICE);
  if (deviceId && session.signedIn) await api.delete('/v1/devices/{deviceId}', { path: { deviceId } }).catch(() => undefined);
  localStorage.removeItem(DEVICE);
}
