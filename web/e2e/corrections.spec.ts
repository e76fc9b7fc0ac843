import { officer } from './officer';
import { reported } from './reported';
import { expect, test, type Page } from './test';

const next = (page: Page) => page.getByRole('region', { name: '下一步' });
const SHOTS = process.env.QUNFANG_SHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

test('what nobody was sure about becomes a rockfall by one tap and the officer\'s word', async ({ browser, request }) => {
  const { case: opened } = await reported(request, '山坡上有石头滚下来，砸到了路边的车，现在还在掉', { category: 'other' });
  const desk = await officer(browser, 'duty_officer');
  await desk.goto(`/office/cases/${opened.id}`);
  await desk.getByRole('button', { name: '就是它，更正类别' }).click();
  const form = next(desk);
  await expect(form.getByLabel('应是哪一类')).toHaveValue('rockfall');
  await expect(form.getByLabel('为什么是这一类')).not.toHaveValue('');
  await picture(desk, 'recategorise-zh');
  await form.getByRole('button', { name: '更正类别', exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('落石');
  await expect(desk.getByText('类别由“其他隐患”更正为“落石、掉土”')).toBeVisible();
});

test('an extreme case waits only with a second officer, and not beyond its limit', async ({ browser, request }) => {
  const { case: opened } = await reported(request, `裂缝在变宽 ${Date.now()}`, { answers: { cracks: 'widening' } });
  const desk = await officer(browser, 'duty_officer');
  await desk.goto(`/office/cases/${opened.id}`);
  for (const step of ['受理', '开始处理']) {
    await next(desk).getByRole('button', { name: step, exact: true }).click();
    await next(desk).getByRole('button', { name: step, exact: true }).click();
    await expect(next(desk).getByRole('heading', { name: '下一步' })).toBeVisible();
  }
  await next(desk).getByRole('button', { name: '请求同意：暂停' }).click();
  await next(desk).getByLabel('为什么暂停').fill('等地勘单位的检测结果');
  await next(desk).getByLabel('给居民看的原因').fill('等检测结果，坡下已拉警戒');
  const review = next(desk).getByLabel('什么时候复查');
  await expect(next(desk).getByText('此等级最多暂停 3 天')).toBeVisible();
  const most = (await review.getAttribute('max')) ?? '';
  await review.fill('2099-01-01T08:00');
  expect(await review.evaluate((input: HTMLInputElement) => input.validity.rangeOverflow)).toBe(true);
  await review.fill(most);
  await picture(desk, 'hold-zh');
  await next(desk).getByRole('button', { name: '请求同意：暂停' }).click();
  await expect(desk.getByRole('region', { name: '请第二人同意' }).getByText('等检测结果，坡下已拉警戒')).toBeVisible();
  await picture(desk, 'hold-asked-zh');

  await next(desk).getByRole('button', { name: '解决', exact: true }).click();
  await expect(next(desk).getByText('关系人身安全')).toBeVisible();
  await expect(next(desk).getByText('没有办的步骤，逐项说明原因')).toBeVisible();
  await picture(desk, 'resolve-zh');
});
