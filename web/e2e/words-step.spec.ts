import { choose } from './choose';
import { expect, test, type Page } from './test';

test.use({ viewport: { width: 390, height: 844 } });

/** Two open cases beside the place of the report. */
async function withTwoNeighbours(page: Page): Promise<void> {
  const one = (number: string) => ({ number, category: { code: 'road-collapse', name: { 'zh-CN': '路面塌陷、地面下沉' }, icon: 'road-collapse' }, status: 'new', severity: 'low', excerpt: '路面有一个洞', photos: [], distanceMeters: 0, reportCount: 2, openedAt: new Date().toISOString() });
  await page.route('**/v1/reports/nearby*', (route) => route.fulfill({ json: { items: [one('QF-2026-000001'), one('QF-2026-000002')] } }));
}

async function toWords(page: Page, kind: string): Promise<void> {
  await page.goto('/report');
  await page.getByRole('button', { name: kind }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
}

test('the questions of danger are asked first, pointed out once, and can be left unanswered', async ({ page }) => {
  await toWords(page, '不确定');
  const danger = page.getByRole('group', { name: '现在有人会受伤吗？' });
  await expect(danger).toBeInViewport({ ratio: 1 });
  const words = page.getByLabel('看到的情况');
  expect((await danger.boundingBox())!.y).toBeLessThan((await words.boundingBox())!.y);
  await words.fill('看不懂是什么');
  let sent: { answers?: object } | undefined;
  page.on('request', (request) => {
    if (request.method() === 'PUT' && /\/v1\/reports\//.test(request.url())) sent = request.postDataJSON() as { answers?: object };
  });

  await page.getByRole('button', { name: '送出上报' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '还有 2 个问题没答' })).toBeInViewport();
  await expect(danger).toBeInViewport();
  expect(sent).toBeUndefined();

  await choose(page, 'radio', '很可能，就在眼前', '现在有人会受伤吗？');
  await expect(page.getByRole('alert').filter({ hasText: '还有 1 个问题没答' })).toBeVisible();
  await page.getByRole('button', { name: '就这样送出' }).click();
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  expect(sent?.answers).toEqual({ danger: 'yes' });
});

test('whoever answered is not held up, and a kind that was not accepted is shown once before sending', async ({ page }) => {
  await toWords(page, '不确定');
  for (const answer of ['不会', '慢慢变坏']) await choose(page, 'radio', answer);
  const words = page.getByLabel('看到的情况');
  await words.fill('楼道里有很浓的煤气味，能听到嘶嘶声');
  await expect(page.getByText('可能是：燃气味')).toBeVisible();
  await page.getByRole('button', { name: '送出上报' }).click();
  const offered = page.getByRole('button', { name: '选这个：燃气味、燃气泄漏' });
  await expect(offered).toHaveCount(1);
  await expect(offered).toBeInViewport();
  expect((await offered.boundingBox())!.y).toBeLessThan((await words.boundingBox())!.y);
  await page.getByRole('button', { name: '就这样送出' }).click();
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
});

test('the field that is typed in is not covered, with two cases nearby', async ({ page }) => {
  await withTwoNeighbours(page);
  await toWords(page, '路面塌陷、地面下沉');
  const words = page.getByLabel('看到的情况');
  await words.focus();
  const over = () => words.evaluate((field) => {
    const { top, bottom } = field.getBoundingClientRect();
    const above = [...document.querySelectorAll('button[type=submit], nav')].map((one) => one.getBoundingClientRect());
    return above.filter((one) => one.height > 0 && one.top < bottom && one.bottom > top).length + Number(bottom > innerHeight + 1);
  });
  await expect.poll(over).toBe(0);
  await words.evaluate((field) => scrollBy({ top: field.getBoundingClientRect().bottom - innerHeight, behavior: 'instant' }));
  await expect.poll(over).toBe(0);
});

test('cases nearby are one line that unfolds', async ({ page }) => {
  await withTwoNeighbours(page);
  await toWords(page, '路面塌陷、地面下沉');
  const line = page.getByText('附近有 2 件，可能是同一件事');
  await expect(line).toBeVisible();
  const closed = (await page.locator('details', { has: line }).boundingBox())!.height;
  expect(closed).toBeLessThan(90);
  await expect(page.getByRole('button', { name: '是同一件事' })).toHaveCount(0);
  await line.focus().catch(() => undefined);
  await line.click();
  await expect(page.getByRole('button', { name: '是同一件事' })).toHaveCount(2);
  await expect(page.getByText('就在这里 · 2 份上报').first()).toBeVisible();
  await page.getByRole('button', { name: '是同一件事' }).first().click();
  await expect(page.getByText('将加入该案件').first()).toBeVisible();
});
