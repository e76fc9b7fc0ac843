import type { Page } from '@playwright/test';

/** Presses "send"; what is left unanswered is pointed out once, and the second press sends it as it is. */
export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: '送出上报' }).click();
  const anyway = page.getByRole('button', { name: '就这样送出' });
  if (await anyway.isVisible()) await anyway.click();
}
