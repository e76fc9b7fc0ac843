import { closeDesk, officer } from './officer';
import { expect, test } from './test';
import { publish } from './warnings';

test('who drafts a warning chooses its area, sees at once whom it reaches, and is led to what is wrong', async ({ browser }) => {
  const page = await officer(browser, 'warning_author');
  await page.goto('/office/warnings/new');
  const estimate = page.locator('[data-estimate]');
  await expect(estimate).toContainText('划定范围后');

  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.locator('[name="zh-CN-event"]')).toBeFocused();
  const wrongs = page.locator('[data-wrongs]');
  await expect(wrongs.getByRole('link')).toHaveCount(11);
  await wrongs.getByRole('link', { name: /英文 · 标题/ }).click();
  await expect(page.locator('[name="en-headline"]')).toBeFocused();
  await page.locator('[name="en-headline"]').fill('Leave now');
  await expect(wrongs.getByRole('link')).toHaveCount(10);
  await expect(wrongs.getByRole('link', { name: /英文 · 标题/ })).toHaveCount(0);

  await page.getByRole('radio', { name: /选区域/ }).check();
  await page.getByLabel('查找区域').fill('凤凰');
  await page.getByRole('checkbox', { name: '凤凰街道 · 光明区' }).check();
  await expect(wrongs.getByRole('link')).toHaveCount(9);
  await expect(estimate.locator('[data-devices]')).toBeVisible();
  await expect(estimate.locator('[data-off]')).toContainText('手机推送');
  await page.getByRole('button', { name: '删除：凤凰街道' }).click();
  await expect(estimate).toContainText('划定范围后');

  await page.reload();
  await expect(page.locator('[name="en-headline"]')).toHaveValue('Leave now');
  await expect(page.getByRole('status').filter({ hasText: '上次没有保存的内容' })).toBeVisible();
  await page.getByRole('button', { name: '放弃，重新开始' }).click();
  await expect(page.locator('[name="en-headline"]')).toHaveValue('');
  await page.reload();
  await expect(page.getByRole('button', { name: '保存草稿' })).toBeVisible();
  await expect(page.getByText('上次没有保存的内容')).toHaveCount(0);

  const limits = page.getByRole('list', { name: '各渠道放得下多少' }).first();
  await page.locator('[name="zh-CN-instruction"]').fill('向两侧高处撤离。'.repeat(30));
  await expect(limits).toContainText('短信：4 条，最多 4 条，全部发出');
  await expect(limits).toContainText('手机和浏览器推送：全部显示');
  await page.locator('[name="zh-CN-instruction"]').fill('向两侧高处撤离。'.repeat(70));
  await expect(limits).toContainText('短信：要 9 条，最多 4 条');
  await expect(limits).toContainText('手机和浏览器推送：放不下');
  await closeDesk(page.context());
});

test('a cancelled warning asks officers for nothing and is valid no more', async ({ browser, request }) => {
  const { id, cancel } = await publish(request, 'exercise');
  await cancel();
  const page = await officer(browser, 'auditor');
  await page.goto(`/office/warnings/${id}`);
  await expect(page.getByText('原来发出的内容（已不再适用）')).toBeVisible();
  await expect(page.getByText('立即行动')).toHaveCount(0);
  await expect(page.getByText('有效至')).toHaveCount(0);
  await closeDesk(page.context());
});

test('the map of the city names districts, whole, and streets only when it is near', async ({ page }) => {
  await page.goto('/map');
  const names = page.locator('.map-name');
  await expect(names.first()).toBeVisible();
  expect((await names.allTextContents()).filter((name) => name.endsWith('街道'))).toEqual([]);
  const map = (await page.locator('.map').boundingBox())!;
  const zoomIn = page.locator('.maplibregl-ctrl-zoom-in');
  for (let step = 0; step < 5; step++) {
    for (const name of await names.all()) {
      const box = await name.boundingBox();
      expect(box && box.x >= map.x && box.x + box.width <= map.x + map.width, await name.innerText()).toBe(true);
    }
    await zoomIn.click();
    await page.waitForTimeout(700);
  }
});
