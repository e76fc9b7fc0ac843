import { officer, signIn } from './officer';
import { reported } from './reported';
import { expect, test } from './test';

const LEAD = 'officer:guangming-urban-management';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('words for a step outlive a session that was ended, photos do not, and signing out takes both away', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const caseId = (await reported(request, `坡脚渗水 ${Date.now()}`, { category: 'landfill-slope' })).case.id;
  const desk = await officer(browser, LEAD);
  const next = desk.getByRole('region', { name: '下一步' });
  await desk.goto(`/office/cases/${caseId}`);
  await next.getByRole('button', { name: '写备注' }).click();
  await next.getByRole('textbox').first().fill('裂缝又宽了两厘米');
  await next.locator('input[type=file]').first().setInputFiles({ name: 'crack.png', mimeType: 'image/png', buffer: PIXEL });
  await expect(next.getByRole('button', { name: '删除照片 1' })).toBeVisible();

  // At the server alone, as when an administrator ends it.
  const tokens = await desk.evaluate(() => JSON.parse(localStorage.getItem('qunfang.session.office') ?? '{}') as { accessToken: string; refreshToken: string });
  const ended = await request.post('/v1/auth/logout', { headers: { Authorization: `Bearer ${tokens.accessToken}` }, data: { refreshToken: tokens.refreshToken } });
  expect(ended.status()).toBe(204);
  const asked = desk.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  await desk.reload();
  expect(await asked, 'a photo would be lost').toBe('beforeunload');
  await expect(desk.getByLabel('电子邮箱')).toBeVisible();

  await signIn(desk, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  await expect(next).toContainText('写了一半：写备注');
  await next.getByRole('button', { name: '接着写：写备注' }).click();
  await expect(next.getByRole('textbox').first()).toHaveValue('裂缝又宽了两厘米');
  await expect(next.getByText('照片要重新选择')).toBeVisible();

  await desk.getByRole('button', { name: '我的账号' }).click();
  await desk.getByRole('button', { name: '退出登录' }).click();
  await expect(desk.getByLabel('电子邮箱')).toBeVisible();
  expect(await desk.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('qunfang.unsaved.')))).toEqual([]);
});
