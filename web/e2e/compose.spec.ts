import { expect, test } from '@playwright/test';
import { officer } from './officer';

test('who drafts a warning chooses its area, sees at once whom it reaches, and is led to what is wrong', async ({ browser }) => {
  const page = await officer(browser, 'warning_author');
  await page.goto('/office/warnings/new');
  const estimate = page.locator('[data-estimate]');
  await expect(estimate).toContainText('划定范围后');

  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.locator('[name="zh-CN-event"]')).toBeFocused();
  const wrongs = page.locator('[data-wrongs]');
  await expect(wrongs.getByRole('link')).toHaveCount(10);
  await wrongs.getByRole('link', { name: /英文 · 标题/ }).click();
  await expect(page.locator('[name="en-headline"]')).toBeFocused();

  await page.getByRole('radio', { name: /选区域/ }).check();
  await page.getByLabel('查找区域').fill('凤凰');
  await page.getByRole('checkbox', { name: '凤凰街道 · 光明区' }).check();
  await expect(estimate.locator('[data-devices]')).toBeVisible();
  await expect(estimate.locator('[data-off]')).toContainText('手机推送');
  await page.getByRole('button', { name: '删除：凤凰街道' }).click();
  await expect(estimate).toContainText('划定范围后');
  await page.context().close();
});
