import { faults } from './axe';
import { officer } from './officer';
import { reported } from './reported';
import { expect, test, type Page } from './test';

const LEAD = 'officer:guangming-urban-management';
const WATER = 'officer:guangming-water';

/** A case of its own in Guangming. */
async function opened(page: Page): Promise<{ caseId: string; track: string }> {
  const receipt = await reported(page.request, `坡脚有水渗出 ${Date.now()}`);
  return { caseId: receipt.case.id, track: receipt.trackingCode };
}

const next = (page: Page) => page.getByRole('region', { name: '下一步' });
const supports = (page: Page) => page.getByRole('region', { name: '协助部门' });
const seen = (page: Page) => page.getByRole('status').filter({ hasText: '看本案' });

async function choose(page: Page, label: string): Promise<void> {
  await next(page).getByLabel('查找部门').fill('光明区水务');
  await expect(next(page).getByLabel(label).locator('option:checked')).toHaveText('光明区水务局');
}

test('another department is asked, both see each other at the case, and the answer is concluded', async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await officer(browser, LEAD);
  const { caseId } = await opened(desk);
  await desk.goto(`/office/cases/${caseId}`);
  await next(desk).getByRole('button', { name: '征求意见' }).click();
  await choose(desk, '向谁征求意见');
  await next(desk).getByRole('button', { name: '发出问题' }).click();
  await expect(next(desk).getByText('此项必填')).toBeVisible();
  await next(desk).getByLabel('问题').fill('坡脚排水渠归贵局管理吗？');
  await next(desk).getByRole('button', { name: '发出问题' }).click();
  const asked = desk.getByRole('region', { name: '会商' });
  await expect(asked).toContainText('未答复');

  const water = await officer(browser, WATER);
  await water.goto('/office/consultations');
  const question = water.getByRole('listitem').filter({ hasText: '坡脚排水渠归贵局管理吗？' }).first();
  await expect(question).toBeVisible();
  expect(await faults(water, 'consult')).toEqual([]);
  await question.getByRole('link').click();
  const toThem = water.getByRole('region', { name: /请您部门发表意见/ });
  await expect(toThem).toContainText('坡脚排水渠归贵局管理吗？');
  await expect(next(water).getByRole('button')).toHaveCount(0);
  await expect(seen(water)).toContainText('光明区城市管理和综合执法局');
  await expect(seen(desk)).toContainText('光明区水务局');
  expect(await faults(water, 'consult')).toEqual([]);
  await next(desk).getByRole('button', { name: '写备注' }).click();
  await expect(seen(water)).toContainText('正在填写');
  await next(desk).getByRole('button', { name: '取消' }).click();
  await expect(seen(water)).not.toContainText('正在填写');

  await toThem.getByLabel('您部门的意见').fill('归我局管理，封堵前须导流。');
  await toThem.getByRole('button', { name: '答复', exact: true }).click();
  await expect(asked).toContainText('归我局管理，封堵前须导流。');
  await asked.getByRole('button', { name: '写结论' }).click();
  await asked.getByRole('textbox', { name: '结论' }).fill('先导流再封堵。');
  await asked.getByRole('button', { name: '结束会商' }).click();
  await expect(desk.getByText('以前的会商（1）')).toBeVisible();
  await expect(desk.getByText('会商结论')).toBeVisible();
  await expect(water.getByRole('heading', { name: '没有这个案件' })).toBeVisible();
  await expect(seen(desk)).toHaveCount(0, { timeout: 60_000 });
});

test('a department that is asked to help says how far it is, and the resident reads that it helps', async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await officer(browser, LEAD);
  const { caseId, track } = await opened(desk);
  await desk.goto(`/office/cases/${caseId}`);
  await next(desk).getByRole('button', { name: '请求协助' }).click();
  await choose(desk, '请谁协助');
  await next(desk).getByLabel('请对方做什么').fill('请在坡脚导流。');
  await next(desk).getByRole('button', { name: '请求协助', exact: true }).click();
  await expect(supports(desk).getByRole('listitem').filter({ hasText: '光明区水务局' })).toContainText('等待答复');

  const water = await officer(browser, WATER);
  await water.goto(`/office/cases/${caseId}`);
  await expect(supports(water)).toContainText('请在坡脚导流。');
  expect(await faults(water, 'consult')).toEqual([]);
  await supports(water).getByRole('button', { name: '开始协助' }).click();
  await expect(supports(water)).toContainText('看不到您写的文字');
  await supports(water).getByLabel('说明').fill('水泵已到。');
  await supports(water).getByRole('button', { name: '开始协助' }).click();
  await expect(supports(desk).getByRole('listitem').filter({ hasText: '光明区水务局' })).toContainText('协助中');

  const resident = await desk.context().newPage();
  await resident.goto(`/track/${track}`);
  await expect(resident.getByText('协助处理：光明区水务局')).toBeVisible();
  await expect(resident.getByText('光明区水务局也在协助处理')).toBeVisible();
  await expect(resident.getByText('水泵已到。')).toHaveCount(0);

  for (const step of ['受理', '开始处理']) {
    await next(desk).getByRole('button', { name: step, exact: true }).click();
    await next(desk).getByRole('button', { name: step, exact: true }).click();
  }
  await next(desk).getByRole('button', { name: '解决', exact: true }).click();
  await expect(next(desk)).toContainText('还有部门没有完成协助：光明区水务局');
  await next(desk).getByRole('button', { name: '取消' }).click();
  await supports(water).getByRole('button', { name: '完成协助' }).click();
  await supports(water).getByRole('button', { name: '完成协助' }).click();
  await expect(supports(desk).getByRole('listitem').filter({ hasText: '光明区水务局' })).toContainText('已完成');
});
