import { generateKeyPairSync } from 'node:crypto';
import { faults } from './axe';
import { officer } from './officer';
import { signedIn } from './officers';
import { expect, test } from './test';

const mark = `${Date.now() % 1_000_000}`;
const OFFICE = `weather-${mark}@example.org`;

function time(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
}

function message(sender: string, identifier: string): string {
  const info = (language: string, headline: string) => `<info><language>${language}</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>${time(7200)}</expires><headline>${headline}</headline><instruction>请勿前往低洼处。</instruction><area><areaDesc>光明</areaDesc><polygon>22.706,113.915 22.726,113.915 22.726,113.935 22.706,113.935 22.706,113.915</polygon></area></info>`;
  // The sender stands before the identifier: clear to any reader, and not the standard's order.
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><sender>${sender}</sender><identifier>${identifier}</identifier><sent>${time(0)}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${info('zh-CN', `暴雨橙色预警（${mark}）`)}${info('en', `Orange rainstorm warning (${mark})`)}</alert>`;
}

test('a warning of the weather office comes in by hand, a second officer lets it out, and residents read who issued it', async ({ browser, page }) => {
  test.setTimeout(240_000);
  const administrator = await officer(browser, 'administrator');
  await administrator.goto('/office/warnings/senders');
  await administrator.getByRole('button', { name: '添加发布方' }).click();
  await administrator.getByLabel('CAP 发布方标识').fill(OFFICE);
  await administrator.getByLabel('中文名称').fill('光明气象台');
  await administrator.getByLabel('英文名称').fill('Guangming Weather Office');
  await administrator.getByLabel('管辖范围').selectOption('440311');
  await administrator.getByLabel('向本市公众发布其预警').check();
  await administrator.getByRole('button', { name: '保存' }).click();
  await expect(administrator.getByText(OFFICE)).toBeVisible();
  expect(await faults(administrator, 'senders')).toEqual([]);

  const duty = await officer(browser, 'duty_officer');
  await duty.goto('/office/warnings');
  await duty.getByRole('link', { name: '外来预警' }).click();
  await duty.getByText('手工导入报文').click();
  const text = duty.getByLabel('或粘贴报文（XML）');
  await text.fill(message('nobody@example.org', `X-${mark}`));
  await duty.getByRole('button', { name: '导入' }).click();
  await expect(duty.getByRole('status').filter({ hasText: '已拒收：发布方不在可信名单中。' })).toBeVisible();
  await text.fill(message(OFFICE, `SZ-${mark}`));
  await duty.getByRole('button', { name: '导入' }).click();
  await expect(duty.getByText('等待放行').first()).toBeVisible();
  expect(await faults(duty, 'messages')).toEqual([]);

  const approver = await officer(browser, 'warning_approver');
  await approver.goto('/office/warnings/elsewhere?outcome=accepted');
  await approver.getByRole('link', { name: `暴雨橙色预警（${mark}）` }).click();
  await expect(approver.getByText('元素顺序不合标准')).toBeVisible();
  await approver.getByRole('button', { name: '放行，向公众发布' }).click();
  await approver.getByRole('dialog').getByRole('button', { name: '放行，向公众发布' }).click();
  await expect(approver.getByText('由 ', { exact: false }).first()).toBeVisible();
  await expect(approver.getByRole('link', { name: '公众看到的页面' })).toBeVisible();
  expect(await faults(approver, 'message')).toEqual([]);

  await page.goto('/warnings');
  await page.getByRole('link', { name: `暴雨橙色预警（${mark}）` }).click();
  await expect(page.getByText('由光明气象台发布').first()).toBeVisible();
  await page.getByRole('button', { name: '我明白了' }).click();
  await expect(page.getByRole('button', { name: '已告诉本市值班人员' })).toBeVisible();

  // The officers read how far it got and what was answered, on the page of the message.
  await approver.reload();
  const ledger = approver.locator('[data-told]');
  await expect(ledger).toContainText('收到 1');
  await expect(ledger).toContainText('明白 1');
  expect(await faults(approver, 'figures')).toEqual([]);

  // Ends behind the test, so that no other one is warned of it.
  const who = await signedIn(page.request, 'duty_officer');
  const cancel = message(OFFICE, `C-${mark}`).replace('<msgType>Alert', '<msgType>Cancel').replace('</scope>', `</scope><references>${OFFICE},SZ-${mark},${time(-600)}</references>`);
  const ended = await page.request.post('/v1/cap/imports', { headers: { ...who, 'Content-Type': 'application/xml' }, data: cancel });
  expect(ended.status(), await ended.text()).toBe(201);
});

test('a sender with a registered key is believed by its signature only', async ({ browser }) => {
  test.setTimeout(120_000);
  const sender = `signed-${mark}@example.org`;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  const administrator = await officer(browser, 'administrator');
  await administrator.goto('/office/warnings/senders');
  await administrator.getByRole('button', { name: '添加发布方' }).click();
  await administrator.getByLabel('CAP 发布方标识').fill(sender);
  await administrator.getByLabel('中文名称').fill('深圳地震台');
  await administrator.getByLabel('英文名称').fill('Shenzhen Seismic Station');
  await administrator.getByLabel('管辖范围').selectOption('440311');
  const key = administrator.getByLabel('发布方的证书或公钥');
  await key.fill(privateKey);
  await administrator.getByRole('button', { name: '保存' }).click();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await key.fill(publicKey);
  await administrator.getByRole('button', { name: '保存' }).click();
  const card = administrator.getByRole('listitem').filter({ hasText: sender });
  await expect(card.getByText('只接受其签名的报文')).toBeVisible();
  await card.getByText('密钥', { exact: true }).click();
  await expect(card.getByText('RSA 2048')).toBeVisible();
  expect(await faults(administrator, 'senders with a key')).toEqual([]);

  const duty = await officer(browser, 'duty_officer');
  await duty.goto('/office/warnings/elsewhere');
  await duty.getByText('手工导入报文').click();
  await duty.getByLabel('或粘贴报文（XML）').fill(message(sender, `S-${mark}`));
  await duty.getByRole('button', { name: '导入' }).click();
  await expect(duty.getByRole('status').filter({ hasText: '已拒收：没有签名，而该发布方已登记密钥。' })).toBeVisible();
});
