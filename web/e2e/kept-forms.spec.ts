import { choose } from './choose';
import { expect, test } from './test';
import { uuidv7 } from '../src/lib/ids';
import { ownPlace } from './place';

test('a half-filled form of a volunteer outlives a reload, its consent does not, and sending it ends that', async ({ page }) => {
  await page.goto('/help/volunteer');
  await page.getByLabel('姓名').fill('李明');
  await page.getByLabel('电话').fill('+86 139 0000 0000');
  await page.getByLabel('出生年份').fill('1988');
  await choose(page, 'checkbox', '急救');
  await page.getByLabel('居住的区').selectOption({ label: '光明区' });
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.reload();
  await expect(page.getByText('接着上次没填完的内容。')).toBeVisible();
  await expect(page.getByLabel('姓名')).toHaveValue('李明');
  await expect(page.getByLabel('出生年份')).toHaveValue('1988');
  await expect(page.getByRole('checkbox', { name: '急救' })).toBeChecked();
  await expect(page.getByLabel('居住的区').locator('option:checked')).toHaveText('光明区');
  const consent = page.getByRole('checkbox', { name: /我同意保存/ });
  await expect(consent).not.toBeChecked();
  await consent.check();
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已登记，待核实' })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('qunfang.unsaved.')))).toEqual([]);
});

test('a half-filled form of an organisation outlives a reload, and sending it ends that', async ({ page }) => {
  await page.goto('/org/register');
  await page.getByLabel('名称（中文）').fill('光明应急志愿队');
  await choose(page, 'radio', '救援队');
  await page.getByLabel('统一社会信用代码').fill(`UN${Date.now()}`);
  await page.getByLabel('姓名').fill('李明');
  await page.getByLabel('电话').fill('+86 139 0000 0000');
  await page.reload();
  await expect(page.getByText('接着上次没填完的内容。')).toBeVisible();
  await expect(page.getByLabel('名称（中文）')).toHaveValue('光明应急志愿队');
  await expect(page.getByRole('radio', { name: '救援队' })).toBeChecked();
  await page.getByRole('button', { name: '登记单位' }).click();
  await expect(page).toHaveURL(/\/org$/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('qunfang.unsaved.')))).toEqual([]);
});

test('without a network my reports are those looked up last, and "none" is said only by the server', async ({ page, context }) => {
  await page.goto('/reports');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect(page.getByText('还没有上报过')).toBeVisible();
  await page.goto('/help/volunteer');
  // Made with this person's credential, and not by this app: nothing of it is in the outbox.
  await page.getByLabel('姓名').waitFor();
  const token = await page.evaluate(async () => {
    const answer = await (await fetch('/v1/auth/anonymous', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json() as { accessToken: string; refreshToken: string; expiresIn: number };
    localStorage.setItem('qunfang.session.resident', JSON.stringify({ ...answer, expiresAt: Date.now() + answer.expiresIn * 1000 }));
    return answer.accessToken;
  });
  const words = `坡脚渗水 ${Date.now()}`;
  const sent = await context.request.put(`/v1/reports/${uuidv7()}`, {
    headers: { Authorization: `Bearer ${token}` },
    data: { category: 'landfill-slope', description: words, location: { ...ownPlace(), accuracyMeters: 10 }, observedAt: new Date(Date.now() - 60_000).toISOString() },
  });
  expect(sent.status()).toBe(201);

  await context.setOffline(true);
  await page.goto('/');
  await expect(page.getByText('现在查不到您的上报，联网后会显示在这里。')).toBeVisible();
  await expect(page.getByText('还没有上报过')).toHaveCount(0);
  await context.setOffline(false);
  await page.goto('/reports');
  await expect(page.getByText(words)).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByText(/这是 \d\d:\d\d 的消息/)).toBeVisible();
});
