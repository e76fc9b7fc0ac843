import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';

export interface Account {
  email: string;
  password: string;
  totpSecret: string;
}

/** An account of the sample city, by its role, such as "warning_author" or "officer:<department code>". */
export function account(role: string): Account {
  const file = join(process.env.QUNFANG_E2E_DATA ?? '', 'sample-accounts.json');
  const found = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Account>)[role];
  if (!found) throw new Error(`The sample city has no account for ${role}.`);
  return found;
}

/** The code of an authenticator app now (RFC 6238: SHA-1, 30 seconds, six digits). */
export function code(secret: string, now: number = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = digest.at(-1)! & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

const STEP_MS = 30_000;
const tokens = new Map<string, string>();

/** Headers of a signed-in officer, for speaking to the API without a page. */
export async function signedIn(request: APIRequestContext, role: string): Promise<Record<string, string>> {
  if (!tokens.has(role)) tokens.set(role, await signIn(request, role));
  return { Authorization: `Bearer ${tokens.get(role)}`, 'Accept-Language': 'zh-CN' };
}

/** A code counts once: when it was used a moment ago, the next one has to be waited for. */
async function signIn(request: APIRequestContext, role: string): Promise<string> {
  const { email, password, totpSecret } = account(role);
  const ask = () => request.post('/v1/auth/login', { data: { email, password, code: code(totpSecret) } });
  let answer = await ask();
  if (answer.status() === 401) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS - (Date.now() % STEP_MS) + 500));
    answer = await ask();
  }
  if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
