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

/** The code of an authenticator app at that time (RFC 6238: SHA-1, 30 seconds, six digits). */
function code(secret: string, now: number): string {
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
const lastSteps = new Map<string, number>();

/**
 * A code that was not used yet: each counts once, and the server forgives one step of clock difference each way. Only
 * who signs in more than three times in a minute waits.
 */
export async function unusedCode(secret: string): Promise<string> {
  const now = () => Math.floor(Date.now() / STEP_MS);
  const step = Math.max(now() - 1 + (Date.now() % STEP_MS > STEP_MS - 5_000 ? 1 : 0), (lastSteps.get(secret) ?? 0) + 1);
  while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, STEP_MS - (Date.now() % STEP_MS) + 500));
  lastSteps.set(secret, step);
  return code(secret, step * STEP_MS);
}

/** A token is good for 15 minutes, a run of all tests is longer. */
const TOKEN_MS = 10 * 60_000;
const tokens = new Map<string, { token: string; until: number }>();

/** Headers of a signed-in officer, for speaking to the API without a page. */
export async function signedIn(request: APIRequestContext, role: string): Promise<Record<string, string>> {
  let kept = tokens.get(role);
  if (!kept || kept.until < Date.now()) tokens.set(role, (kept = { until: Date.now() + TOKEN_MS, token: await signIn(request, role) }));
  return { Authorization: `Bearer ${kept.token}`, 'Accept-Language': 'zh-CN' };
}

async function signIn(request: APIRequestContext, role: string): Promise<string> {
  const { email, password, totpSecret } = account(role);
  for (let attempt = 0; ; attempt++) {
    const answer = await request.post('/v1/auth/login', { data: { email, password, code: await unusedCode(totpSecret) } });
    if (answer.ok()) return ((await answer.json()) as { accessToken: string }).accessToken;
    // A process that was started anew does not know which codes were used before.
    if (answer.status() !== 401 || attempt === 2) throw new Error(`${role} could not sign in: ${answer.status()} ${await answer.text()}`);
  }
}
