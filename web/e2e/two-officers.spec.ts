import { officer } from './officer';
import { reported } from './reported';
import { settleSteps } from './steps';
import { expect, test, type Browser, type Page } from './test';

const LEAD = 'officer:guangming-urban-management';

/** A case of its own in Guangming; growing cracks make it extreme. */
async function opened(page: Page, extreme: boolean): Promise<{ caseId: string; track: string }> {
  const receipt = await reported(page.request, `坡顶裂缝 ${Date.now()}`, extreme ? { answers: { cracks: 'widening' } } : {});
  return { caseId: receipt.case.id, track: receipt.trackingCode };
}

const next = (page: Page) => page.getByRole('region', { name: '下一步' });
const handover = (page: Page) => page.getByRole('region', { name: '移交' });

async function handOver(page: Page, search: string, department: string, reason: string): Promise<void> {
  await next(page).getByRole('button', { name: '不归我们' }).click();
  await next(page).getByLabel('查找部门').fill(search);
  await expect(next(page).getByLabel('移交给').locator('option:checked')).toContainText(department);
  await next(page).getByLabel('为什么不归本部门').fill(reason);
  await next(page).getByRole('button', { name: '请对方接手' }).click();
}

async function refuse(browser: Browser, role: string, address: string, reason: string): Promise<Page> {
  const desk = await officer(browser, role);
  await desk.goto('/office/cases?queue=department');
  await expect(desk.getByRole('listitem').filter({ hasText: '移交中' }).first()).toBeVisible();
  await desk.goto(address);
  await expect(handover(desk).getByRole('heading', { name: '请您部门接手' })).toBeVisible();
  await handover(desk).getByRole('button', { name: '拒绝' }).click();
  await expect(handover(desk).getByText('此项必填')).toBeVisible();
  await handover(desk).getByLabel('说明').fill(reason);
  await handover(desk).getByRole('button', { name: '拒绝' }).click();
  await expect(desk).toHaveURL(/\/office\/cases(\?|$)/);
  return desk;
}

test('an extreme case is closed when a second officer confirms it, and not before', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const desk = await officer(browser, LEAD);
  const { caseId } = await opened(desk, true);
  const address = `/office/cases/${caseId}`;
  await desk.goto(address);
  for (const step of ['受理', '开始处理']) {
    await next(desk).getByRole('button', { name: step, exact: true }).click();
    await next(desk).getByRole('button', { name: step, exact: true }).click();
  }
  await settleSteps(request, caseId);
  // Whoever begins to write before the page has heard of it is told so, and reads anew.
  await desk.reload();
  await next(desk).getByRole('button', { name: '解决', exact: true }).click();
  await next(desk).getByLabel('做了什么').fill('已削坡排水。');
  await next(desk).getByRole('button', { name: '解决（公开）' }).click();
  await next(desk).getByRole('button', { name: '请求同意：办结' }).click();
  await next(desk).getByLabel('办结理由').fill('复查七日无变形。');
  await next(desk).getByRole('button', { name: '请求同意：办结' }).click();
  const waits = desk.getByRole('region', { name: '请第二人同意' });
  await expect(waits.getByRole('heading', { name: '等待第二人同意' })).toBeVisible();
  await expect(waits.getByRole('button', { name: '同意', exact: true })).toHaveCount(0);

  const chief = await officer(browser, 'department_lead');
  await chief.goto('/office/cases?queue=consent');
  await expect(chief.locator('[data-queue=consent]')).toHaveText(/[1-9]/);
  await expect(chief.getByRole('listitem').filter({ hasText: '等第二人同意' }).first()).toBeVisible();
  await chief.goto(address);
  const asked = chief.getByRole('region', { name: '请第二人同意' });
  await expect(asked).toContainText('复查七日无变形。');
  await asked.getByRole('button', { name: '同意', exact: true }).click();
  await expect(asked.getByText('此项必填')).toBeVisible();
  await asked.getByLabel('您的意见').fill('已核对监测数据。');
  await asked.getByRole('button', { name: '同意', exact: true }).click();
  await expect(chief.getByText('已办结', { exact: true }).first()).toBeVisible();
  await expect(asked).toHaveCount(0);
  await expect(desk.getByText('已办结', { exact: true }).first()).toBeVisible();
});

test('a denial leaves an extreme case open and is recorded', async ({ browser }) => {
  test.setTimeout(180_000);
  const desk = await officer(browser, LEAD);
  const { caseId } = await opened(desk, true);
  await desk.goto(`/office/cases/${caseId}`);
  await next(desk).getByRole('button', { name: '请求同意：不受理' }).click();
  await next(desk).getByLabel('说明').fill('现场为装饰缝。');
  await next(desk).getByRole('button', { name: '请求同意：不受理' }).click();
  await expect(desk.getByRole('button', { name: '撤回请求' })).toBeVisible();

  const chief = await officer(browser, 'duty_officer');
  await chief.goto(`/office/cases/${caseId}`);
  const asked = chief.getByRole('region', { name: '请第二人同意' });
  await asked.getByLabel('您的意见').fill('照片上裂缝仍在扩大。');
  await asked.getByRole('button', { name: '不同意' }).click();
  await expect(asked).toHaveCount(0);
  await expect(chief.getByText('未获同意')).toBeVisible();
  await expect(chief.getByText('已分派', { exact: true }).first()).toBeVisible();
});

test('a handover that is refused twice goes to the duty office, which decides', async ({ browser }) => {
  test.setTimeout(240_000);
  const desk = await officer(browser, LEAD);
  const { caseId, track } = await opened(desk, false);
  const address = `/office/cases/${caseId}`;
  await desk.goto(address);
  await handOver(desk, '光明区规划', '光明区规划和自然资源管理局', '坡体在规划红线内。');
  await expect(handover(desk).getByRole('heading', { name: '等待对方接收' })).toBeVisible();
  await expect(handover(desk)).toContainText(/剩|还有|小时/);
  const resident = await desk.context().newPage();
  await resident.goto(`/track/${track}`);
  await expect(resident.getByText(/仍由光明区城市管理和综合执法局负责/)).toBeVisible();

  await refuse(browser, 'officer:guangming-planning', address, '不在我局管理范围。');
  await expect(handover(desk)).toHaveCount(0);
  await handOver(desk, '光明区水务', '光明区水务局', '坡脚有排水渠。');
  await refuse(browser, 'officer:guangming-water', address, '排水渠不归我局。');

  const arbiter = await officer(browser, 'duty_officer');
  await arbiter.goto('/office/cases?queue=duty');
  await expect(arbiter.getByRole('listitem').filter({ hasText: '待裁定' }).first()).toBeVisible();
  await arbiter.goto(address);
  await expect(handover(arbiter)).toContainText('不在我局管理范围。');
  await expect(handover(arbiter)).toContainText('排水渠不归我局。');
  await handover(arbiter).getByLabel('查找部门').fill('光明区水务');
  await handover(arbiter).getByLabel('裁定理由').fill('排水设施由水务部门负责。');
  await handover(arbiter).getByRole('button', { name: '裁定' }).click();
  await expect(handover(arbiter)).toHaveCount(0);
  await expect(arbiter.getByText('值班室裁定由光明区水务局牵头')).toBeVisible();

  await resident.reload();
  await expect(resident.getByText(/值班室裁定由光明区水务局负责/)).toBeVisible();
  await expect(desk.getByRole('heading', { name: '没有这个案件' })).toBeVisible();
});
