import { createServer, type Server } from 'node:http';
import { faults } from './axe';
import { expect, test } from './test';

/** The gateway that playwright.config.ts names: keeps what it is sent. */
const port = Number(process.env.QUNFANG_E2E_PORT ?? 18080) + 2;
let gateway: Server;
let texts: { to: string; text: string }[] = [];

test.beforeAll(async () => {
  gateway = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      texts.push(JSON.parse(body) as { to: string; text: string });
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((open) => gateway.listen(port, '127.0.0.1', open));
});

test.afterAll(() => new Promise((closed) => gateway.close(closed)));
test.beforeEach(() => (texts = []));

for (const [locale, said] of [
  ['zh-CN', { title: '短信预警', number: '手机号码', send: '发送验证码', code: '短信里的 6 位验证码', confirm: '确认并开通', on: '已开通：', off: '关闭并删除号码', gone: '短信预警已关闭，号码已删除。' }],
  ['en', { title: 'Warnings by text message', number: 'Mobile number', send: 'Send me a code', code: 'The 6 digits from the text message', confirm: 'Confirm and switch on', on: 'Switched on:', off: 'Switch off and delete the number', gone: 'Text messages are off and the number is deleted.' }],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a resident proves a number, keeps it over a reload, and takes it back', async ({ page }) => {
      await page.addInitScript(() => {
        if (!localStorage.getItem('qunfang.places')) localStorage.setItem('qunfang.places', JSON.stringify([{ label: 'home', lat: 22.711, lon: 113.934, words: '光明' }]));
      });
      const digits = `138${String(Date.now()).slice(-8)}`;
      await page.goto('/places');
      await expect(page.getByRole('heading', { name: said.title })).toBeVisible();
      await page.getByLabel(said.number).fill('0755 2345 6789');
      await page.getByRole('button', { name: said.send }).click();
      await expect(page.getByLabel(said.number)).toHaveAttribute('aria-invalid', 'true');
      await page.getByLabel(said.number).fill(digits);
      await page.getByRole('button', { name: said.send }).click();
      await expect(page.getByLabel(said.code)).toBeFocused();
      expect(texts.map(({ to }) => to)).toEqual([`+86${digits}`]);
      const code = /[0-9]{6}/.exec(texts[0]!.text)![0];
      await page.getByLabel(said.code).fill(code === '000000' ? '111111' : '000000');
      await page.getByRole('button', { name: said.confirm }).click();
      await expect(page.getByLabel(said.code)).toHaveAttribute('aria-invalid', 'true');
      expect(await faults(page, 'by text')).toEqual([]);

      const registered = page.waitForResponse((response) => response.request().method() === 'PUT' && response.request().postData()?.includes('"sms"') === true);
      await page.getByLabel(said.code).fill(code);
      await page.getByRole('button', { name: said.confirm }).click();
      expect((await registered).status()).toBe(201);
      await expect(page.getByText(`${said.on}`)).toContainText(`••••${digits.slice(-4)}`);
      expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(digits);

      await page.reload();
      await expect(page.getByText(`${said.on}`)).toBeVisible();
      await page.getByRole('button', { name: said.off }).click();
      await expect(page.getByText(said.gone)).toBeVisible();
      await expect(page.getByLabel(said.number)).toBeVisible();
    });
  });
}
