import { expect, test } from './test';
import { publish, setHome } from './warnings';

test.use({ viewport: { width: 390, height: 844 } });

test('the numbers to call are in sight on the first page without scrolling', async ({ page }) => {
  await page.goto('/');
  for (const number of ['119', '110', '120']) await expect(page.getByRole('link', { name: new RegExp(number) })).toBeInViewport({ ratio: 1 });
  const tabs = (await page.getByRole('navigation').first().boundingBox())!;
  const call = (await page.getByRole('link', { name: /119/ }).boundingBox())!;
  expect(call.y + call.height).toBeLessThan(tabs.y);
});

test('once the position is found the circle of accuracy is seen, and explained only then', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await expect(page.getByText('误差范围')).toBeHidden();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText('误差范围')).toBeVisible();
  const map = page.getByRole('group', { name: /地图/ }).first();
  for (let steps = 0; steps < 4; steps++) {
    await map.getByRole('button', { name: '缩小' }).click();
    await page.waitForTimeout(400);
  }
  await expect(page.getByText('误差范围')).toBeHidden();
});

test('a warning in force has a sign on the map in its own colour, in view from the beginning', async ({ page, request }) => {
  await setHome(page);
  const { id, cancel } = await publish(request, 'actual');
  await page.goto('/map');
  const sign = page.locator(`.map-warning[href="/warnings/${id}"]`);
  await expect(sign).toBeVisible();
  const box = (await sign.locator('svg').boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  const map = (await page.locator('.maplibregl-map').boundingBox())!;
  expect(box.x).toBeGreaterThan(map.x);
  expect(box.x + box.width).toBeLessThan(map.x + map.width);
  const swatch = page.getByRole('listitem').filter({ hasText: '预警区域' }).locator('svg');
  const colour = (of: typeof sign) => of.evaluate((one) => getComputedStyle(one).color);
  expect(await colour(swatch)).toBe(await colour(sign));
  await sign.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/warnings/${id}`));
  await cancel();
});
