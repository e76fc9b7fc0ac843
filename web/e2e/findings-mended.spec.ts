import { randomUUID } from 'node:crypto';
import { officer } from './officer';
import { signedIn } from './officers';
import { reported } from './reported';
import { expect, test, type Page } from './test';

const LEAD = 'officer:guangming-urban-management';
const SHOTS = process.env.QUNFANG_SHOTS;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

test('whom a case is handed to is chosen from the tree, those the matrix names first, by keyboard', async ({ browser }) => {
  const desk = await officer(browser, LEAD);
  const { case: thing } = await reported(desk.request, `坡脚渗水 ${Date.now()}`);
  await desk.goto(`/office/cases/${thing.id}`);
  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '不归我们' }).click();
  const list = next.getByLabel('移交给');
  const groups = list.locator('optgroup');

  await expect(groups.first()).toHaveAttribute('label', '职责清单写明与此地此类隐患有关的');
  await expect(groups.first().locator('option').first()).toContainText('（');
  await expect(groups.nth(1)).toHaveAttribute('label', '值班室');
  await expect(groups.nth(2)).toHaveAttribute('label', '深圳市人民政府（示例） › 光明区人民政府（示例）');
  expect(await list.locator('option').filter({ hasText: '光明区城市管理和综合执法局' }).count()).toBe(0);
  await list.focus();
  await desk.keyboard.press('ArrowDown');
  await expect(list).not.toHaveValue('');
  await shot(desk, 'handover');
  await next.getByLabel('查找部门').fill('南山 住房');
  await expect(groups).toHaveCount(1);
  await expect(list.locator('option:checked')).toHaveText('南山区住房和建设局');
  await shot(desk, 'handover-found');
});

test('a lower score within the level is asked of a second officer before it is sent', async ({ browser, request }) => {
  const headers = await signedIn(request, LEAD);
  const { case: thing } = await reported(request, `坡脚渗水 ${Date.now()}`);
  const read = (await (await request.get(`/v1/cases/${thing.id}`, { headers })).json()) as { score: number; consentSteps: string[] };
  expect(read.score).toBe(9);
  const scores = [{ code: 'cracks', side: 'likelihood', answer: 'old', value: 2, reason: '现场所见' }, { code: 'people-below', side: 'consequence', answer: 'homes', value: 4, reason: '现场所见' }];
  const alone = await request.post(`/v1/cases/${thing.id}/triage`, { headers: { ...headers, 'If-Match': '"1"', 'Idempotency-Key': randomUUID() }, data: { factors: scores, rationale: '现场看过。' } });
  expect(((await alone.json()) as { type: string }).type).toContain('second-officer-needed');

  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${thing.id}`);
  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '重新评分' }).click();
  await next.getByRole('group', { name: '坡上的裂缝怎样？' }).getByRole('radio', { name: '有，旧的，没有变化' }).check();
  await next.getByRole('group', { name: '坡下有多少人？' }).getByRole('radio', { name: '有人居住或上班，不到 100 人' }).check();
  await expect(next.getByText('评分会低于现在（等级不变也算）', { exact: false })).toBeVisible();
  await expect(next.getByRole('button', { name: '请求同意：降低风险评分' })).toBeVisible();
  await shot(desk, 'lower-within');
});

test('a gap closed by word is open again at once, with the words in its history', async ({ browser, request }) => {
  const headers = await signedIn(request, 'administrator');
  const name = `井盖缺失${Date.now() % 10_000}`;
  const score = { base: 2, reason: { 'zh-CN': '松散' } };
  const made = await request.post('/v1/categories', { headers, data: { code: `e2e-word-${Date.now()}`, name: { 'zh-CN': name, en: 'Missing cover' }, icon: 'other', capCategory: 'Infra', likelihood: score, consequence: score } });
  expect(made.status()).toBe(201);
  const desk = await officer(browser, 'duty_officer');
  await desk.goto('/office/coverage');
  await desk.getByRole('main').getByRole('link').filter({ hasText: name }).first().click();

  await desk.getByRole('button', { name: '注明后关闭' }).click();
  await desk.getByLabel('说明').fill('已口头说好由城管代管。');
  await desk.getByRole('button', { name: '注明后关闭' }).last().click();

  await expect(desk.getByText('核查结果：情况仍在，已重新打开', { exact: false })).toBeVisible();
  await expect(desk.getByText('已口头说好由城管代管。')).toBeVisible();
  await shot(desk, 'closed-by-word');
});

test('with the code alone one reads until when a case waits, and where its reason is told', async ({ page, request, browser }) => {
  const headers = await signedIn(request, LEAD);
  const { case: thing, trackingCode } = await reported(request, `坡顶裂缝 ${Date.now()}`);
  const step = async (name: string, version: number, data: object) => {
    const taken = await request.post(`/v1/cases/${thing.id}/${name}`, { headers: { ...headers, 'If-Match': `"${version}"`, 'Idempotency-Key': randomUUID() }, data });
    expect(taken.status(), await taken.text()).toBe(200);
  };
  await step('acknowledge', 1, {});
  await step('start', 2, {});
  const reviewAt = new Date(Date.now() + 86_400_000).toISOString();
  await step('hold', 3, { reason: '等钻机进场', reviewAt });

  await page.goto(`/track/${trackingCode}`);
  await expect(page.getByText('最晚等到')).toBeVisible();
  await expect(page.getByText('部门没有向所有人公开暂停的原因', { exact: false })).toBeVisible();
  await expect(page.getByText('等钻机进场')).toHaveCount(0);
  await shot(page, 'waits-untold');

  await step('start', 4, {});
  await step('hold', 5, { reason: '等钻机进场', publicReason: '等地勘结果，期间已封路', reviewAt });
  const desk = await browser.newPage();
  await desk.goto(`/track/${trackingCode}`);
  await expect(desk.getByText('等地勘结果，期间已封路')).toBeVisible();
  await expect(desk.getByText('部门没有向所有人公开暂停的原因', { exact: false })).toHaveCount(0);
  await desk.close();
});
