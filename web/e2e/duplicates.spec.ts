import { officer } from './officer';
import { ownPlace } from './place';
import { expect, test, type Browser, type Page } from './test';

const LEAD = 'officer:guangming-urban-management';

interface Sent {
  caseId: string;
  number: string;
  track: string;
}

/** Each test has a street of its own. */
const street = ownPlace;

/** A report over the interface, by a resident of their own. */
function report(page: Page, sent: { category: string; words: string; lat: number; lon: number; answers?: object }): Promise<Sent> {
  return page.evaluate(async ({ category, words, lat, lon, answers }) => {
    const anonymous = await fetch('/v1/auth/anonymous', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    const { accessToken } = (await anonymous.json()) as { accessToken: string };
    const stamp = Date.now().toString(16).padStart(12, '0');
    const id = `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${Math.random().toString(16).slice(2, 5)}-8abc-${Math.random().toString(16).slice(2, 14).padEnd(12, '0')}`;
    const body = { category, description: words, location: { lat, lon, accuracyMeters: 10 }, observedAt: new Date(Date.now() - 60_000).toISOString(), ...(answers ? { answers } : {}) };
    const answer = await fetch(`/v1/reports/${id}`, { method: 'PUT', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${accessToken}` }, body: JSON.stringify(body) });
    const receipt = (await answer.json()) as { trackingCode: string; case: { id: string; number: string } };
    return { caseId: receipt.case.id, number: receipt.case.number, track: receipt.trackingCode };
  }, sent);
}

const candidates = (page: Page) => page.getByRole('region', { name: '可能是同一件事' });
const next = (page: Page) => page.getByRole('region', { name: '下一步' });

async function desk(browser: Browser, role: string): Promise<Page> {
  test.setTimeout(240_000);
  return officer(browser, role);
}

test('two cases of one thing are merged, and the sender of the merged one is led on', async ({ browser }) => {
  const page = await desk(browser, LEAD);
  const at = street();
  const first = await report(page, { category: 'landfill-slope', words: '坡顶裂缝在变宽，有水渗出', ...at });
  const second = await report(page, { category: 'spoil-heap', words: '坡顶裂缝变宽，渗水', lat: at.lat + 0.0005, lon: at.lon });
  await page.goto(`/office/cases/${second.caseId}`);
  const found = candidates(page).getByRole('listitem').filter({ hasText: first.number });
  await expect(found).toContainText('坡顶裂缝在变宽，有水渗出');
  await expect(found).toContainText('相距 56 米');
  await expect(found).toContainText('相近类别');
  await expect(found).toContainText('文字相似度 0.67');
  await found.getByRole('button', { name: '合并' }).click();
  await found.getByRole('radio', { name: new RegExp(`${first.number} 继续办理`) }).check();
  await found.getByRole('button', { name: '合并这两个案件' }).click();
  await expect(found.getByText('此项必填')).toBeVisible();
  await found.getByLabel('为什么是同一件事').fill('同一处坡顶裂缝。');
  await found.getByRole('button', { name: '合并这两个案件' }).click();
  await expect(page).toHaveURL(new RegExp(first.caseId));
  await expect(page.getByText('居民上报（2）')).toBeVisible();
  await expect(page.getByText(`案件 ${second.number} 并入本案，带来 1 份上报`)).toBeVisible();

  await page.goto(`/office/cases/${second.caseId}`);
  await expect(page.getByText(`本案件已并入 ${first.number}，请到那里办理。`)).toBeVisible();
  await expect(page.getByText('同一处坡顶裂缝。')).toBeVisible();
  await page.goto(`/track/${second.track}`);
  await expect(page.getByText('与关于同一件事的其他上报合在一起办理，由光明区城市管理和综合执法局负责')).toBeVisible();
});

test('merging an extreme case waits for a second officer', async ({ browser }) => {
  const page = await desk(browser, LEAD);
  const at = street();
  const answers = { cracks: 'widening' };
  const one = await report(page, { category: 'landfill-slope', words: '裂缝很宽', ...at, answers });
  const other = await report(page, { category: 'landfill-slope', words: '坡脚也裂了', lat: at.lat + 0.0045, lon: at.lon, answers });
  const looked = page.waitForResponse(/\/duplicates$/);
  await page.goto(`/office/cases/${one.caseId}`);
  await looked;
  await expect(page.getByRole('heading', { name: '处置过程' })).toBeVisible();
  await expect(candidates(page).getByRole('listitem').filter({ hasText: other.number })).toHaveCount(0);
  const near = await report(page, { category: 'spoil-heap', words: '裂缝很宽，土在往下掉', lat: at.lat + 0.0004, lon: at.lon });
  await page.reload();
  const found = candidates(page).getByRole('listitem').filter({ hasText: near.number });
  await found.getByRole('button', { name: '合并' }).click();
  await found.getByRole('radio', { name: new RegExp(`${near.number} 继续办理`) }).check();
  await expect(found.getByText('高风险案件并入，须第二人同意。')).toBeVisible();
  await found.getByLabel('为什么是同一件事').fill('同一处裂缝。');
  await found.getByRole('button', { name: '请求同意：合并' }).click();
  const waits = page.getByRole('region', { name: '请第二人同意' });
  await expect(waits).toContainText(near.number);

  const chief = await officer(browser, 'department_lead');
  await chief.goto(`/office/cases/${one.caseId}`);
  const asked = chief.getByRole('region', { name: '请第二人同意' });
  await asked.getByLabel('您的意见').fill('现场确认是一处。');
  await asked.getByRole('button', { name: '同意', exact: true }).click();
  await expect(chief.getByText(`本案件已并入 ${near.number}，请到那里办理。`)).toBeVisible();
  await chief.goto(`/office/cases/${near.caseId}`);
  await expect(chief.getByText('居民上报（2）')).toBeVisible();
});

test('a report of something else is taken out into a case of its own', async ({ browser }) => {
  const page = await desk(browser, LEAD);
  const at = street();
  const first = await report(page, { category: 'landfill-slope', words: '坡顶裂缝在变宽', ...at });
  const second = await report(page, { category: 'landfill-slope', words: '坡脚排水沟堵了', ...at });
  expect(second.caseId).toBe(first.caseId);
  await page.goto(`/office/cases/${first.caseId}`);
  await next(page).getByRole('button', { name: '分出上报' }).click();
  await next(page).getByLabel('为什么是另一件事').fill('排水沟另行清理。');
  await next(page).getByRole('button', { name: '分出，另立案件' }).click();
  await expect(next(page).getByRole('alert').filter({ hasText: '选一份以上，但不是全部。' })).toBeVisible();
  await next(page).getByRole('checkbox', { name: /坡脚排水沟堵了/ }).check();
  await next(page).getByRole('button', { name: '分出，另立案件' }).click();
  await expect(page).not.toHaveURL(new RegExp(first.caseId));
  await expect(page.getByText('居民上报（1）')).toBeVisible();
  await expect(page.getByText(`1 份上报由案件 ${first.number} 分出，另立本案`)).toBeVisible();
  await page.goto(`/track/${second.track}`);
  await expect(page.getByText('查明是另一件事，单独办理')).toBeVisible();
});

test('a surge raises the case and alerts the duty office on whatever page is open', async ({ browser }) => {
  const page = await desk(browser, 'duty_officer');
  await page.goto('/office/warnings');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const seen = page.getByRole('button', { name: '知道了' });
  await page.waitForTimeout(1_500);
  if (await seen.isVisible()) await seen.click();
  const at = street();
  let sent: Sent | undefined;
  for (let i = 0; i < 5; i++) sent = await report(page, { category: 'flooding', words: `路面积水 ${i}`, ...at });
  const alert = page.getByRole('alert').filter({ hasText: '集中上报' }).getByRole('link', { name: new RegExp(sent!.number) });
  await expect(alert).toBeVisible({ timeout: 30_000 });
  await alert.click();
  await expect(page).toHaveURL(new RegExp(sent!.caseId));
  await expect(page.getByRole('heading', { name: '集中上报' })).toBeVisible();
  await expect(page.getByText(/周围 300.?米.?内，5 人上报 5 次，始于/)).toBeVisible();
  await expect(page.getByText(/集中上报：5 份，5 人，120 分钟内/).first()).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(`集中上报.*${sent!.number}`) })).toHaveCount(0);
  await page.goto('/office/cases?queue=duty');
  await expect(page.getByRole('listitem').filter({ hasText: sent!.number })).toContainText('集中上报');
});
