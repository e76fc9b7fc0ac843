import type { Page } from '@playwright/test';
import { officer } from './officer';
import { expect, test } from './test';

async function register(page: Page, name: string) {
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('电话').fill('+86 138 0000 0000');
  await page.getByLabel('出生年份').fill('1990');
  await page.getByLabel('居住的区').selectOption({ label: '光明区' });
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.getByRole('button', { name: '登记', exact: true }).click();
}

const state = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('nobody is verified unread, a change waits for an officer, and a suspension outlives withdrawing', async ({ browser, page }) => {
  test.setTimeout(180_000);
  const [first, second, third] = ['甲', '乙', '丙'].map((one) => `志愿者${one} ${Date.now()}`) as [string, string, string];
  await page.goto('/help/volunteer');
  await register(page, first);
  await expect(state(page, '已登记，待核实')).toBeVisible();

  const desk = await officer(browser, 'duty_officer');
  await desk.getByRole('link', { name: '社会力量' }).click();
  const card = (name: string) => desk.getByRole('listitem').filter({ hasText: name });
  const dialog = desk.getByRole('dialog');
  await card(first).getByRole('button', { name: '核实' }).click();
  await page.getByRole('button', { name: '修改登记内容' }).click();
  await page.getByLabel('姓名').fill(second);
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.getByRole('button', { name: '保存修改' }).click();
  await expect(state(page, '已登记，待核实')).toBeVisible();
  await dialog.getByRole('button', { name: '核实' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`姓名：${first} → ${second}`);
  await dialog.getByRole('button', { name: '核实' }).click();
  await expect(card(second).getByText('已核实')).toBeVisible();

  // What the page read is older than the verification: it says so, keeps what was written, and saves on the second press.
  await page.getByRole('button', { name: '修改登记内容' }).click();
  await page.getByLabel('姓名').fill(third);
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.getByRole('button', { name: '保存修改' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '登记刚才在别处保存过' })).toContainText('已核实');
  await expect(page.getByLabel('姓名')).toHaveValue(third);
  await page.getByRole('button', { name: '保存修改' }).click();
  await expect(state(page, '已登记，待核实')).toBeVisible();
  await desk.reload();
  await expect(card(third)).toContainText(`姓名：原为 ${second}`);

  await card(third).getByRole('button', { name: '暂停' }).click();
  await dialog.getByLabel('为什么暂停').fill('多次未到场');
  await dialog.getByRole('button', { name: '暂停' }).click();
  await expect(card(third).getByText('暂停中：多次未到场')).toBeVisible();
  await page.getByRole('button', { name: '不再做志愿者' }).click();
  await expect(state(page, '联系方式已删除')).toBeVisible();
  await register(page, first);
  await expect(state(page, '已暂停')).toBeVisible();
  await desk.reload();
  await expect(card(first)).toContainText(`暂停中：多次未到场（当时姓名：${third}）`);
});
