import { faults, overflow } from './axe';
import { closeDesk, officer } from './officer';
import { reported } from './reported';
import { expect, test } from './test';

test('a template is edited in the settings, begins a draft, follows its area, and never overwrites what was typed', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const keeper = await officer(browser, 'administrator');
  await keeper.goto('/office/settings/templates');
  await expect(keeper.getByRole('list', { name: '预警模板' }).getByRole('listitem')).toHaveCount(6);
  await keeper.getByRole('link', { name: '边坡', exact: true }).click();
  await keeper.getByLabel('通常有效（小时）').fill('');
  await keeper.getByRole('button', { name: '保存', exact: true }).click();
  await expect(keeper.getByText('应在 1 到 720 之间')).toBeVisible();
  await keeper.getByLabel('通常有效（小时）').fill('8');
  await keeper.locator('[name="en-headline"]').fill('Slide likely at {where}: leave now');
  await keeper.getByRole('button', { name: '保存', exact: true }).click();
  await expect(keeper.getByText('没有这个空白：{where}').first()).toBeVisible();
  await keeper.locator('[name="en-headline"]').fill('Slide likely at {place}: leave now');
  expect(await faults(keeper, 'template')).toEqual([]);
  await keeper.getByRole('button', { name: '保存', exact: true }).click();
  await expect(keeper.getByText('模板已保存')).toBeVisible();
  await keeper.getByRole('link', { name: '边坡', exact: true }).click();
  await expect(keeper.getByText('第 2 版')).toBeVisible();

  const receipt = await reported(request, '坡上裂缝在变宽');
  const page = await officer(browser, 'warning_author');
  await page.goto(`/office/warnings/new?case=${receipt.case.id}`);
  const picker = page.getByRole('region', { name: '从模板开始' });
  await expect(picker).toContainText('已按模板“边坡”（第 2 版）填好');
  await expect(page.locator('[name="zh-CN-headline"]')).toHaveValue(/可能滑坡，请立即撤离$/);
  await expect(page.locator('[name="en-event"]')).toHaveValue('Landfill or waste-fill slope');
  await expect(picker.getByLabel('配套课程')).toHaveValue('signs-of-a-moving-slope');
  await page.locator('[name="zh-CN-instruction"]').fill('我自己写的：马上离开。');

  await picker.getByLabel('模板', { exact: true }).selectOption({ label: '燃气味、燃气泄漏' });
  await expect(picker).toContainText('“燃气味、燃气泄漏”');
  await expect(page.locator('[name="en-headline"]')).toHaveValue(/^Gas leak at/);
  await expect(page.locator('[name="zh-CN-instruction"]')).toHaveValue('我自己写的：马上离开。');
  await picker.getByRole('button', { name: '去掉模板' }).click();
  await expect(picker).toContainText('没有用模板');
  await expect(page.locator('[name="en-headline"]')).toHaveValue('');
  await expect(page.locator('[name="zh-CN-instruction"]')).toHaveValue('我自己写的：马上离开。');
  await closeDesk(keeper.context());
  await closeDesk(page.context());
});

test('a blank draft finds its template by the hazard; a gap that nobody filled cannot be submitted', async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await officer(browser, 'warning_author');
  await page.goto('/office/warnings/new');
  const picker = page.getByRole('region', { name: '从模板开始' });
  await picker.getByLabel('是哪类隐患').selectOption('road-collapse');
  await expect(picker).toContainText('已按模板“地面塌陷”');
  await expect(page.locator('[name="severity"]')).toHaveValue('Moderate');
  await expect(picker).toContainText('{place}');
  await page.locator('[name="zh-CN-description"]').fill('{place}的{原因}还在查。');
  await page.getByRole('radio', { name: /选区域/ }).check();
  await page.getByLabel('查找区域').fill('凤凰');
  await page.getByRole('checkbox', { name: '凤凰街道 · 光明区' }).check();
  await page.locator('[name="area-zh"]').fill('凤凰街道');
  await page.locator('[name="area-en"]').fill('Fenghuang Street');
  await expect(page.locator('[name="zh-CN-headline"]')).toHaveValue('凤凰街道地面塌陷，请绕行');
  await expect(page.locator('[name="en-headline"]')).toHaveValue('Ground collapse at Fenghuang Street: stay away');
  await expect(page.locator('[data-open]')).toHaveText('还没有填：{place} {原因}');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await faults(page, 'compose')).toEqual([]);

  await page.reload();
  await expect(picker).toContainText('已按模板“地面塌陷”');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText('草稿已保存').first()).toBeVisible();
  await page.getByRole('button', { name: '提交核准' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[name="area-name"]').fill('凤凰街道');
  await dialog.getByRole('button', { name: '提交核准' }).click();
  await expect(page.getByText('还没有填：{place}、{原因}').first()).toBeVisible();
  await closeDesk(page.context());
});
