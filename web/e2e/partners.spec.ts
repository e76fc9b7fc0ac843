import { officer } from './officer';
import { expect, test } from './test';

test('a volunteer is verified, suspended with a reason, and withdraws; an organisation is verified and suspended', async ({ browser, page }) => {
  test.setTimeout(120_000);
  const name = `志愿者 ${Date.now()}`;
  await page.goto('/help/volunteer');
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('电话').fill('+86 138 0000 0000');
  await page.getByLabel('出生年份').fill('1990');
  await page.getByLabel('居住的区').selectOption({ label: '光明区' });
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已登记，待核实' })).toBeVisible();

  const desk = await officer(browser, 'duty_officer');
  await desk.getByRole('link', { name: '社会力量' }).click();
  const card = desk.getByRole('listitem').filter({ hasText: name });
  const dialog = desk.getByRole('dialog');
  await card.getByRole('button', { name: '核实' }).click();
  await dialog.getByRole('button', { name: '核实' }).click();
  await expect(card.getByText('已核实')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: '已核实' })).toBeVisible();
  await card.getByRole('button', { name: '暂停' }).click();
  await dialog.getByLabel('为什么暂停').fill('多次未到场');
  await dialog.getByRole('button', { name: '暂停' }).click();
  await expect(card.getByText('已暂停')).toBeVisible();

  await page.getByRole('button', { name: '不再做志愿者' }).click();
  await expect(page.getByRole('status').filter({ hasText: '您已退出志愿者' })).toBeVisible();
  await desk.reload();
  await expect(desk.getByRole('listitem').first().or(desk.getByText('还没有登记'))).toBeVisible();
  await expect(card).toHaveCount(0);

  await desk.getByRole('link', { name: '社会组织' }).click();
  const organisation = desk.getByRole('listitem').filter({ has: desk.getByRole('button', { name: '核实' }) }).first();
  const number = await organisation.locator('.mono').textContent();
  const same = desk.getByRole('listitem').filter({ hasText: number! });
  await organisation.getByRole('button', { name: '核实' }).click();
  await dialog.getByRole('button', { name: '核实' }).click();
  await same.getByRole('button', { name: '暂停' }).click();
  await dialog.getByLabel('为什么暂停').fill('登记证书已过期');
  await dialog.getByRole('button', { name: '暂停' }).click();
  await expect(same.getByText('已暂停')).toBeVisible();
});
