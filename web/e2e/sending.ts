import { expect, type Page } from '@playwright/test';

/** Presses "send"; what is left unanswered is pointed out once, and the second press sends it as it is. */
export async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: '送出上报' }).click();
  const anyway = page.getByRole('button', { name: '就这样送出' });
  const form = page.getByRole('heading', { name: '照片和说明' });
  await expect.poll(async () => (await anyway.isVisible()) || !(await form.isVisible())).toBe(true);
  if (!(await anyway.isVisible())) return;
  await standsStill(page);
  await anyway.click();
}

/** What is pointed out is scrolled to: whoever reads it presses again when the page has come to rest. */
async function standsStill(page: Page): Promise<void> {
  let before = NaN;
  await expect
    .poll(async () => {
      const last = before;
      before = await page.evaluate(() => scrollY);
      return before - last;
    })
    .toBe(0);
}

/** A report up to its words: of a kind, at the position of the phone, which is known to so many metres. */
export async function fillIn(page: Page, kind: string, metres: number, words: string): Promise<void> {
  await page.goto('/report');
  await page.getByRole('button', { name: kind }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText(`精度约 ${metres}`)).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('看到的情况').fill(words);
}
