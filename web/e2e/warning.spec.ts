import { expect, test } from './test';
import { HEADLINE, publish, setHome } from './warnings';

test('a warning for my place comes onto the open page, says what to do, and goes when it is cancelled', async ({ page, request }) => {
  await setHome(page);
  await page.goto('/');
  const { id, cancel } = await publish(request, 'actual');
  const alert = page.getByRole('alert').locator('section').filter({ hasText: HEADLINE });
  await expect(alert).toContainText(HEADLINE);
  await expect(alert).toContainText('马上离开，往两侧高处走。');

  await alert.getByRole('link', { name: '马上看怎么做' }).click();
  await expect(page).toHaveURL(`/warnings/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HEADLINE);
  await page.getByRole('group', { name: '语言' }).getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Landslide likely: leave now');
  await page.getByRole('button', { name: '我明白了' }).click();
  await expect(page.getByRole('button', { name: '已告诉发布单位' })).toBeVisible();
  await expect(page.getByRole('link', { name: /三分钟课程/ }).first()).toBeVisible();

  await cancel();
  await expect(page.getByRole('alert')).toContainText('预警已解除');
  await page.goto('/warnings');
  await expect(page.getByRole('article').filter({ hasText: HEADLINE })).toHaveCount(0);
});

test('an exercise says on every page that it is none', async ({ page, request }) => {
  await setHome(page);
  const { id, cancel } = await publish(request, 'exercise');
  await page.goto('/warnings');
  await expect(page.getByRole('article').getByText('演练，并非真实险情')).toBeVisible();
  await page.goto(`/warnings/${id}`);
  await expect(page.getByText('演练，并非真实险情').first()).toBeVisible();
  await cancel();
});

test('a line that is down is said within seconds, and what was missed comes when it is back', async ({ page, context, request }) => {
  await setHome(page);
  const listening = page.waitForResponse('**/v1/live');
  await page.goto('/');
  await listening;
  await context.setOffline(true);
  await expect(page.getByText(/实时连接断了|现在查不到预警/)).toBeVisible({ timeout: 10_000 });
  const { cancel } = await publish(request, 'actual');
  await context.setOffline(false);
  await expect(page.getByRole('alert')).toContainText(HEADLINE);
  await cancel();
});

test('what was scrolled past stays in sight as one line, and the page of a warning does not show its banner', async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await setHome(page);
  const { id, cancel } = await publish(request, 'actual');
  await page.goto('/learn');
  const banner = page.getByRole('alert').locator('section').filter({ hasText: HEADLINE });
  await expect(banner).toContainText('马上离开，往两侧高处走。');
  // A page is only as long as what has arrived of it.
  await expect(page.getByRole('list').getByRole('heading', { level: 2 }).nth(2)).toBeVisible();
  await page.evaluate(() => scrollTo(0, 700));
  await expect(banner).toBeInViewport();
  await expect(banner).not.toContainText('马上离开');
  expect((await banner.boundingBox())!.height).toBeLessThan(80);
  await page.goto(`/warnings/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(HEADLINE);
  await expect(banner).toHaveCount(0);
  await cancel();
});

test('what was answered to a warning still stands there after a reload', async ({ page, request }) => {
  const { id, cancel } = await publish(request, 'exercise');
  try {
    await page.goto(`/warnings/${id}`);
    await page.getByRole('button', { name: '我明白了' }).click();
    await expect(page.getByRole('button', { name: '已告诉发布单位' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: '已告诉发布单位' })).toBeDisabled();
    await expect(page.getByRole('button', { name: '我明白了' })).toBeHidden();
  } finally {
    await cancel();
  }
});
