import { expect, test, type Page } from './test';

test.use({ viewport: { width: 390, height: 844 } });

async function begin(page: Page): Promise<void> {
  await page.goto('/report');
  await page.getByRole('button', { name: '路面塌陷' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('看到的情况').fill('路面有一个洞');
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('qunfang.draft'))).not.toBeNull();
}

test('the first page says that a report was begun, leads back to it, and gives it up when asked twice', async ({ page }) => {
  await page.goto('/');
  const line = page.getByRole('group', { name: '有一份上报还没写完' });
  await expect(page.getByRole('heading', { name: '我的上报' })).toBeVisible();
  await expect(line).toHaveCount(0);

  await begin(page);
  await page.waitForTimeout(400);
  await page.goto('/');
  await line.getByRole('link', { name: '继续写' }).press('Enter');
  await expect(page.getByText('接着上次没写完的上报。')).toBeVisible();

  await page.goto('/');
  await line.getByRole('button', { name: '放弃上报' }).press('Enter');
  await expect(line.getByRole('button', { name: '取消' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(line.getByRole('link', { name: '继续写' })).toBeVisible();
  await line.getByRole('button', { name: '放弃上报' }).press('Enter');
  await line.getByRole('button', { name: '放弃上报' }).press('Enter');
  await expect(line).toHaveCount(0);
  await expect(page.locator('a.report')).toBeFocused();
  await page.reload();
  await expect(page.getByRole('heading', { name: '我的上报' })).toBeVisible();
  await expect(line).toHaveCount(0);
});

test('what another tab still has open is not offered', async ({ page, context }) => {
  await begin(page);
  await page.waitForTimeout(400);
  const other = await context.newPage();
  await other.goto('/');
  const line = other.getByRole('group', { name: '有一份上报还没写完' });
  await expect(other.getByRole('heading', { name: '我的上报' })).toBeVisible();
  await expect(line).toHaveCount(0);
  await page.close();
  // The browser lets go of a closed tab's lock a moment later.
  await expect(async () => {
    await other.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(line).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});
