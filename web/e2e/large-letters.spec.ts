import config from '../playwright.config';
import { expect, test } from './test';
import { HEADLINE, publish, setHome } from './warnings';

const launch = config.use!.launchOptions!;
test.use({ viewport: { width: 320, height: 640 }, launchOptions: { ...launch, args: [...launch.args!, '--blink-settings=defaultFontSize=32'] } });

test('twice as large letters fit the narrowest screen, and an alert leaves room for the page', async ({ page, request }) => {
  test.setTimeout(120_000);
  await setHome(page);
  const { cancel } = await publish(request, 'actual');
  const wide: string[] = [];
  for (const path of ['/', '/report', '/reports', '/warnings', '/places', '/map', '/learn', '/help', '/help/volunteer', '/privacy', '/overdue', '/org', '/org/register']) {
    await page.goto(path);
    await expect(page.locator('h1').first()).toBeVisible();
    await expect(page.locator('main .skeleton')).toHaveCount(0);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (beyond > 0) wide.push(`${path} by ${beyond} px`);
  }
  expect(wide).toEqual([]);
  await page.goto('/learn');
  const alert = page.getByRole('alert').locator('section').first();
  await expect(alert).toBeVisible();
  expect((await alert.boundingBox())!.height).toBeLessThan(640 * 0.4);
  expect((await alert.getByText(HEADLINE).boundingBox())!.width).toBeGreaterThan(100);
  await cancel();
});
