import { createServer, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { uuidv7 } from '../src/lib/ids';
import { faults } from './axe';
import { officer } from './officer';
import { expect, test, type APIRequestContext } from './test';
import { publish } from './warnings';

/** Phones at one home; the gateway takes 16 texts at a time, so that these are under way for a quarter of a minute. */
const PHONES = 120;
const SLOW_MS = 2_000;
const CANCEL_MS = 5_000;

/** The gateway that playwright.config.ts names: codes pass at once, warnings slowly. */
const port = Number(process.env.QUNFANG_E2E_PORT ?? 18080) + 2;
interface Sent { to: string; text: string; at: number }
let gateway: Server;
let texts: Sent[] = [];

test.beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { to, text } = JSON.parse(body) as { to: string; text: string };
      texts.push({ to, text, at: Date.now() });
      setTimeout(() => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'), text.includes('验证码') ? 0 : SLOW_MS);
    });
  });
  await new Promise<void>((open) => gateway.listen(port, '127.0.0.1', open));
});

test.afterAll(() => new Promise((closed) => gateway.close(closed)));

interface Phone { headers: Record<string, string>; path: string; number: string }

/** A resident's phone number, proven as the app does it, with a home in the area. */
async function phone(request: APIRequestContext, index: number): Promise<Phone> {
  const anonymous = await request.post('/v1/auth/anonymous', { headers: { 'Idempotency-Key': randomUUID() } });
  expect(anonymous.ok(), await anonymous.text()).toBe(true);
  const headers = { Authorization: `Bearer ${((await anonymous.json()) as { accessToken: string }).accessToken}` };
  const path = `/v1/devices/${uuidv7()}`;
  const number = `+86139${String(Date.now() % 100_000).padStart(5, '0')}${String(index).padStart(3, '0')}`;
  const asked = await request.post(`${path}/number`, { headers, data: { number, language: 'zh-CN' } });
  expect(asked.status(), await asked.text()).toBe(202);
  const code = /[0-9]{6}/.exec(texts.find(({ to }) => to === number)!.text)![0];
  expect((await request.post(`${path}/number/proof`, { headers, data: { code } })).status()).toBe(200);
  const put = await request.put(path, { headers, data: { platform: 'sms', language: 'zh-CN', places: [{ label: 'home', lat: 22.711, lon: 113.934 }], minimumSeverity: 'Minor' } });
  expect(put.status(), await put.text()).toBe(201);
  return { headers, path, number };
}

test('a warning that is cancelled while it is being sent reaches nobody else, and its end goes out within five seconds', async ({ browser, page, request }) => {
  test.setTimeout(240_000);
  const phones: Phone[] = [];
  for (let at = 0; at < PHONES; at += 10) phones.push(...(await Promise.all(Array.from({ length: 10 }, (_, more) => phone(request, at + more)))));
  const numbers = new Set(phones.map(({ number }) => number));
  const approver = await officer(browser, 'warning_approver');
  texts = [];
  const told = (from = 0) => texts.filter(({ to, at }) => numbers.has(to) && at >= from);
  try {
    const { id } = await publish(request, 'actual');
    await approver.goto(`/office/warnings/${id}`);
    const sms = approver.locator('[data-channel=sms]');
    await expect(sms).toContainText(`/ ${PHONES} 有结果`);
    await approver.getByRole('button', { name: '解除预警' }).click();
    const confirm = approver.getByRole('dialog');
    await confirm.getByLabel('为什么解除').fill('巡查后确认坡体稳定。');
    const answered = approver.waitForResponse((response) => response.url().endsWith('/cancel'));
    await confirm.getByRole('button', { name: '解除预警' }).click();
    const asked = Date.now();
    expect((await answered).ok()).toBe(true);
    const cancelled = Date.now();
    const before = new Set(told().filter(({ at }) => at <= asked).map(({ to }) => to));
    expect(before.size, 'sending was still under way').toBeLessThan(PHONES);

    // The page says that it stopped, and how many it no longer reaches.
    await expect(approver.getByText(/已停止发送：还没通知到的 \d+ 个/)).toBeVisible();
    await expect(approver.getByText('已解除', { exact: true }).first()).toBeVisible();
    expect(await faults(approver, 'stopped')).toEqual([]);

    await expect.poll(() => told(asked).some(({ text }) => text.includes('解除')), { timeout: CANCEL_MS * 3 }).toBe(true);
    const first = told(asked).find(({ text }) => text.includes('解除'))!;
    expect(first.at - asked).toBeLessThanOrEqual(CANCEL_MS);

    // Whoever had not been told gets the end alone, or nothing: what was already with the gateway is the exception.
    await expect.poll(() => new Set(told().filter(({ text }) => text.includes('解除')).map(({ to }) => to)).size, { timeout: 60_000 }).toBe(PHONES);
    expect(told(cancelled + 1_000 + 2 * SLOW_MS).filter(({ text }) => !text.includes('解除'))).toEqual([]);
    const warned = new Set(told().filter(({ text }) => !text.includes('解除')).map(({ to }) => to));
    expect(warned.size).toBeLessThan(PHONES);
    await page.goto(`/warnings/${id}`);
    await expect(page.getByText('此预警已解除')).toBeVisible();
    console.log(`told before the cancel ${before.size}, warned in all ${warned.size} of ${PHONES}, first cancel after ${first.at - asked} ms`);
  } finally {
    for (const one of phones) await request.delete(one.path, { headers: one.headers });
  }
});
