import { choose } from './choose';
import { officer } from './officer';
import { signedIn } from './officers';
import { reported } from './reported';
import { expect, test, type APIRequestContext, type Page } from './test';

const LEAD = 'officer:guangming-urban-management';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A case of its own in Guangming, with the tasks of its playbook. */
async function opened(request: APIRequestContext, category: string): Promise<string> {
  return (await reported(request, `坡面渗水 ${Date.now()}`, { category })).case.id;
}

const card = (page: Page) => page.getByRole('region', { name: '处置步骤' });
const row = (page: Page, title: string) => card(page).getByRole('listitem').filter({ hasText: title });

test('steps are done with their evidence, skipped with a reason, and an edit leaves the running case as it is', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const caseId = await opened(request, 'landfill-slope');
  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  await expect(card(desk).getByRole('progressbar', { name: '已完成 0/8 步' })).toBeVisible();

  const stop = row(desk, '停止受纳和坡上、坡脚作业');
  await stop.getByRole('button', { expanded: false }).click();
  await stop.getByRole('button', { name: '完成', exact: true }).click();
  await expect(stop.getByText('此项必填')).toBeVisible();
  await stop.getByLabel('做了什么').fill('运营单位已停止进土，人员机械已撤出。');
  await stop.getByRole('button', { name: '完成', exact: true }).click();
  await expect(stop).toContainText('已完成');
  await expect(card(desk).getByRole('progressbar', { name: '已完成 1/8 步' })).toBeVisible();
  await expect(desk.getByText('完成任务：停止受纳和坡上、坡脚作业')).toBeVisible();

  const secure = row(desk, '到现场，拉警戒，不让人靠近');
  await secure.getByRole('button', { expanded: false }).click();
  await secure.getByRole('button', { name: '完成', exact: true }).click();
  await expect(secure.getByText('请附一张照片')).toBeVisible();
  await secure.locator('input[type=file]').setInputFiles({ name: 'tape.png', mimeType: 'image/png', buffer: PIXEL });
  await expect(secure.getByRole('button', { name: '删除第 1 张照片' }).or(secure.locator('figure'))).toBeVisible();
  await secure.getByRole('button', { name: '完成', exact: true }).click();
  await expect(secure).toContainText('已完成');

  const permits = row(desk, '核对许可、堆高和边坡坡比');
  await permits.getByRole('button', { expanded: false }).click();
  await permits.getByRole('button', { name: '跳过' }).click();
  await permits.getByRole('button', { name: '跳过并说明' }).click();
  await expect(permits.getByText('此项必填')).toBeVisible();
  await permits.getByLabel('为什么跳过').fill('无主土堆，没有许可可查。');
  await permits.getByRole('button', { name: '跳过并说明' }).click();
  await expect(permits).toContainText('已跳过');
  await permits.getByRole('button', { expanded: false }).click();
  await expect(permits).toContainText('无主土堆，没有许可可查。');

  await desk.goto('/office/cases?queue=department');
  await expect(desk.getByRole('listitem').filter({ has: desk.locator(`#case-${caseId}`) })).toContainText('2/8');

  const administrator = await officer(browser, 'administrator');
  await administrator.goto('/office/playbooks');
  await administrator.getByRole('link', { name: '渣土受纳场、填埋场边坡', exact: true }).click();
  await administrator.getByRole('button', { name: '加一步' }).click();
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('此项必填').first()).toBeVisible();
  const added = administrator.getByRole('listitem', { name: '第 9 步' });
  await added.getByLabel('做什么（中文）').fill('通知下游村委会');
  await added.getByLabel('做什么（英文）').fill('Tell the village committee below');
  await expect(added).not.toContainText('会在那之前就逾期');
  await added.getByLabel('从何时起算').selectOption('opening');
  await expect(added).toContainText('这一步会在那之前就逾期');
  await added.getByLabel('从何时起算').selectOption('acknowledgement');
  await added.getByRole('button', { name: '上移第 9 步' }).click();
  await expect(administrator.getByRole('listitem', { name: '第 8 步' })).toContainText('通知下游村委会');
  await choose(administrator, 'radio', '英文');
  await expect(administrator.getByRole('region', { name: '预览' })).toContainText('Tell the village committee below');
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('已保存，以后的案件按此办理')).toBeVisible();

  await desk.goto(`/office/cases/${caseId}`);
  await expect(card(desk).getByRole('progressbar', { name: '已完成 2/8 步，另有 1 步没有做（已说明原因）' })).toBeVisible();
  await expect(card(desk)).not.toContainText('通知下游村委会');
  const later = await opened(request, 'landfill-slope');
  await desk.goto(`/office/cases/${later}`);
  await expect(card(desk)).toContainText('通知下游村委会');
});

test('resolving skips what is open for the reason that is written and says so before; not fixed, it is open again', async ({ browser, request }) => {
  test.setTimeout(120_000);
  const report = await reported(request, `坡面渗水 ${Date.now()}`, { category: 'landfill-slope' });
  const caseId = report.case.id;
  const headers = await signedIn(request, LEAD);
  for (const step of ['acknowledge', 'start']) {
    const read = await request.get(`/v1/cases/${caseId}`, { headers });
    const taken = await request.post(`/v1/cases/${caseId}/${step}`, { headers: { ...headers, 'If-Match': read.headers().etag ?? '' }, data: {} });
    expect(taken.status()).toBe(200);
  }
  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '解决', exact: true }).click();
  await expect(next).toContainText(/还有 \d+ 个步骤没有处理/);
  await next.getByLabel('做了什么').fill('现场核实为旧痕迹，已填平。');
  await next.getByRole('button', { name: '解决（公开）' }).click();
  await expect(card(desk).getByText(/^\d+ 步没有做$/)).toBeVisible();
  await expect(row(desk, '现场踏勘')).toContainText('已跳过');

  const verdict = await request.post(`/v1/reports/${report.id}/verdict`, { headers: { Authorization: `Bearer ${report.accessToken}` }, data: { fixed: false } });
  expect(verdict.status(), await verdict.text()).toBe(200);
  await expect(card(desk).getByRole('progressbar', { name: /^已完成 0\/\d+ 步$/ })).toBeVisible();
  await expect(row(desk, '现场踏勘')).not.toContainText('已跳过');
  await expect(desk.getByText(/案件重新打开，\d+ 个处置步骤重新待办，时限重新计算/)).toBeVisible();
});
