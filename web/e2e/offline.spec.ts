import type { Page } from '@playwright/test';
import { expect, test } from './test';
import { HEADLINE, publish, setHome } from './warnings';

/** The app itself is on the phone, and what it has looked up so far. */
async function installed(page: Page): Promise<void> {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
}

const banner = (page: Page) => page.getByRole('alert').locator('section').filter({ hasText: HEADLINE });

test.describe('without a network', () => {
  let warning: Awaited<ReturnType<typeof publish>>;

  /** In force over the home of a phone that has the app and has looked it up. */
  test.beforeEach(async ({ page, request }) => {
    await setHome(page);
    warning = await publish(request, 'actual');
    const whole = page.waitForResponse(`**/v1/warnings/${warning.id}`);
    await installed(page);
    await whole;
  });
  test.afterEach(() => warning.cancel());

  test('the warnings looked up last are there with their time, until they expire', async ({ page, context }) => {
    await context.setOffline(true);
    await page.reload();
    await expect(banner(page)).toContainText('马上离开，往两侧高处走。');
    await expect(banner(page)).toContainText(/\d\d:\d\d 的消息/);
    await page.goto('/warnings');
    await expect(page.getByRole('article').filter({ hasText: HEADLINE })).toContainText('红坳村');
    await expect(page.getByRole('status').filter({ hasText: /这是 \d\d:\d\d 的消息/ })).toBeVisible();
    await page.goto(`/warnings/${warning.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(HEADLINE);
    await expect(page.getByText('裂缝迅速扩大。')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: /这是 \d\d:\d\d 的消息/ })).toBeVisible();

    await page.clock.install({ time: Date.now() + 3_660_000 });
    await page.reload();
    await expect(page.getByText('此预警已过期')).toBeVisible();
    await page.goto('/');
    await expect(page.getByText(/现在查不到预警的新消息/)).toBeVisible();
    await expect(page.getByText(HEADLINE)).toHaveCount(0);
  });
});

test('a warning that was cancelled while there was a network is not there without one', async ({ page, context, request }) => {
  await setHome(page);
  const { id, cancel } = await publish(request, 'actual');
  const whole = page.waitForResponse(`**/v1/warnings/${id}`);
  await installed(page);
  await whole;
  await cancel();
  // What is in force anywhere tells what is over.
  const inForce = page.waitForResponse((response) => response.url().includes('/v1/warnings?') && response.url().includes('geometry=true'));
  await page.reload();
  await inForce;
  await expect(page.getByText('您的地点目前没有预警')).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(/您的地点没有预警/)).toBeVisible();
  await expect(page.getByText(HEADLINE)).toHaveCount(0);
  await page.goto(`/warnings/${id}`);
  await expect(page.getByRole('alert').getByText('连不上服务器')).toBeVisible();
});
