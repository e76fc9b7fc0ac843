import { randomUUID } from 'node:crypto';
import { officer } from './officer';
import { signedIn } from './officers';
import { reported } from './reported';
import { expect, test, type Page } from './test';
import { publish } from './warnings';

const LINK = `https://example.org/${'a1b2c3d4'.repeat(13)}`;

/** A page is as wide as its window, on a phone and at a desk, however long a word on it is. */
async function fits(page: Page, path: string): Promise<void> {
  for (const size of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    await page.setViewportSize(size);
    await page.goto(path);
    await expect(page.getByText(LINK.slice(0, 40)).first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${path} at ${size.width}`).toBeLessThanOrEqual(size.width);
  }
}

test('a long link in a report and in a note makes neither the tracking page nor the officers’ pages wider', async ({ page, request, browser }) => {
  const { trackingCode, case: opened } = await reported(request, `照片在 ${LINK}`);
  const duty = await signedIn(request, 'duty_officer');
  const etag = (await request.get(`/v1/cases/${opened.id}`, { headers: duty })).headers().etag ?? '';
  const acknowledged = await request.post(`/v1/cases/${opened.id}/acknowledge`, { headers: { ...duty, 'If-Match': etag, 'Idempotency-Key': randomUUID() }, data: { text: LINK } });
  expect(acknowledged.ok(), await acknowledged.text()).toBe(true);

  await fits(page, `/track/${trackingCode}`);
  const desk = await officer(browser, 'duty_officer');
  await fits(desk, `/office/cases/${opened.id}`);
  await fits(desk, `/office/cases?q=${opened.number}`);
});

test('a long link in a warning makes none of its pages wider', async ({ page, request, browser }) => {
  const { id, cancel } = await publish(request, 'exercise', LINK);
  try {
    await fits(page, `/warnings/${id}`);
    await page.getByRole('button', { name: 'English' }).last().click();
    await fits(page, '/warnings');
    await fits(await officer(browser, 'warning_author'), `/office/warnings/${id}`);
  } finally {
    await cancel();
  }
});

test('a very long report is folded on its case, and unfolds', async ({ request, browser }) => {
  const { case: opened } = await reported(request, `土坡在滑 ${'🏔️滑坡'.repeat(900)} 完`);
  const desk = await officer(browser, 'duty_officer');
  await desk.goto(`/office/cases/${opened.id}`);
  const words = desk.locator('blockquote p').first();
  await expect(words).toContainText('土坡在滑');
  const folded = (await words.boundingBox())!.height;
  expect(folded).toBeLessThan(500);

  await desk.getByRole('button', { name: '展开全文' }).click();
  await expect(desk.getByRole('button', { name: '收起' })).toHaveAttribute('aria-expanded', 'true');
  expect((await words.boundingBox())!.height).toBeGreaterThan(folded * 2);
  await desk.getByRole('button', { name: '收起' }).click();
  await expect.poll(async () => (await words.boundingBox())!.height).toBe(folded);
});
