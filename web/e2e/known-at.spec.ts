import type { Page } from '@playwright/test';
import { faults } from './axe';
import { expect, test } from './test';
import { HEADLINE, publish, setHome } from './warnings';

const OUTAGE_MS = 600_000;

/** As in an outage of the database: warnings come out of memory with their age, and nobody can be signed in. */
async function databaseIsAway(page: Page): Promise<void> {
  await page.route('**/v1/**', (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '30' }, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/unavailable', title: '暂时不可用', status: 503 }) }));
  await page.route(/\/v1\/warnings(\?|\/)/, async (route) => {
    if (route.request().headers().authorization) return route.fallback();
    const answer = await route.fetch();
    const headers = answer.headers();
    expect(Date.parse(headers.date ?? ''), 'the server says what time it is there').toBeGreaterThan(0);
    await route.fulfill({ response: answer, headers: { ...headers, 'known-at': new Date(Date.now() - OUTAGE_MS).toISOString() } });
  });
}

test('what the service only remembers is shown with its time, on every page that shows warnings', async ({ page, request }) => {
  await setHome(page);
  const warning = await publish(request, 'actual');
  try {
    await databaseIsAway(page);
    // Whoever opens the page now has a sign-in that has run out.
    await page.evaluate(() => localStorage.removeItem('qunfang.session.resident'));
    const old = (text: RegExp) => page.getByRole('status').filter({ hasText: text });

    await page.goto('/');
    await expect(old(/现在查不到预警的新消息，这里显示的是 \d\d:\d\d 的/)).toBeVisible();
    await page.goto('/warnings');
    await expect(old(/这是 \d\d:\d\d 的消息，现在查不到更新的/)).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: HEADLINE }).first()).toBeVisible();
    expect(await faults(page, 'warnings as known')).toEqual([]);
    await page.goto('/map');
    await expect(old(/这是 \d\d:\d\d 的消息/)).toBeVisible();
    await expect(page.getByRole('article').filter({ hasText: HEADLINE }).first()).toBeVisible();
    await page.goto(`/warnings/${warning.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(HEADLINE);
    await expect(old(/这是 \d\d:\d\d 的消息/)).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/');
    await expect(old(/现在查不到预警的新消息/)).toBeVisible();

    await page.unrouteAll({ behavior: 'wait' });
    await page.goto('/warnings');
    await expect(page.getByRole('article').filter({ hasText: HEADLINE }).first()).toBeVisible();
    await expect(old(/的消息/)).toHaveCount(0);
  } finally {
    // It would reach whoever registers a home here later.
    await warning.cancel();
  }
});
