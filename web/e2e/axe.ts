import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What a checker of accessibility finds on the page that is shown, once everything has been loaded; the map's inside is not ours. */
export async function faults(page: Page, name: string): Promise<string[]> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('main .skeleton')).toHaveCount(0);
  // What still fades in has less contrast than it is going to have.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished)));
  const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-map').analyze();
  return violations.map((one) => `${name} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

/** Pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
