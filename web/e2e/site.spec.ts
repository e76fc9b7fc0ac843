import { enter, officer } from './officer';
import { account } from './officers';
import { expect, test, type APIRequestContext } from './test';
import { uuidv7 } from '../src/lib/ids';

const LAT = 22.752;
const LON = 113.892;
const PEOPLE = 8;

/** Somebody of their own sends something small about a heap of spoil; the tracking code. */
async function complain(request: APIRequestContext, words: string, at: number): Promise<string> {
  const { accessToken } = (await (await request.post('/v1/auth/anonymous', { data: {} })).json()) as { accessToken: string };
  const sent = await request.put(`/v1/reports/${uuidv7()}`, {
    headers: { Authorization: `Bearer ${accessToken}` },
    data: { category: 'spoil-heap', description: words, language: 'zh-CN', visibility: 'public', observedAt: new Date().toISOString(), location: { lat: LAT + at * 0.0002, lon: LON, accuracyMeters: 20 } },
  });
  expect(sent.status(), await sent.text()).toBe(201);
  return ((await sent.json()) as { trackingCode: string }).trackingCode;
}

test('small complaints of many people at one site open a case at the authority that supervises it', async ({ browser, request, page }) => {
  test.setTimeout(180_000);
  const name = `凤凰受纳场${Date.now() % 10_000}`;
  const desk = await officer(browser, 'officer:guangming-housing');
  await desk.getByRole('link', { name: '隐患点' }).first().click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('隐患点');
  await expect(desk.getByRole('main')).toContainText('新湖余泥渣土受纳场（示例）');

  await desk.getByRole('link', { name: '登记隐患点' }).click();
  await desk.getByLabel('名称（中文）').fill(name);
  await desk.getByLabel('隐患类别').selectOption('landfill-slope');
  await desk.getByLabel('纬度').fill(String(LAT));
  await desk.getByLabel('经度').fill(String(LON));
  await desk.getByLabel('半径（米）').fill('300');
  await desk.getByRole('button', { name: '保存' }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(desk.getByRole('main')).toContainText('光明区住房和建设局');
  await expect(desk.getByText('没有检查记录：状况未知')).toBeVisible();
  const address = desk.url();

  let code = '';
  for (let i = 0; i < PEOPLE; i++) code = await complain(request, `渣土车夜里倒土，第 ${i + 1} 次说`, i % 4);
  await expect(async () => {
    await desk.goto(address);
    await expect(desk.getByText(`12 个月内 ${PEOPLE} 人上报 ${PEOPLE} 次`)).toBeVisible({ timeout: 2_000 });
    await expect(desk.getByRole('link', { name: '打开因此立的案件' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(desk.getByRole('img', { name: /风险指数由/ })).toBeVisible();
  await desk.getByText('看数字').click();
  await expect(desk.getByRole('row').filter({ hasText: `${PEOPLE} 人上报` })).toBeVisible();

  await desk.getByRole('link', { name: '打开因此立的案件' }).click();
  await expect(desk.getByText('由此处的风险指数立案')).toBeVisible();
  await expect(desk.getByText(/风险指数达到 \d+：/)).toBeVisible();
  await expect(desk.getByText('隐患点的风险指数超过立案线，自动立案')).toBeVisible();

  await page.goto(`/track/${code}`);
  await expect(page.getByText(`此处受监管：${name}，由光明区住房和建设局监管。`)).toBeVisible();
});

test('an inspector fills in the checklist on a phone, and a permit that ends before it begins is refused', async ({ browser, page }) => {
  await enter(page, account('officer:guangming-housing'));
  await page.goto('/office/sites');
  await page.getByRole('link', { name: '新湖余泥渣土受纳场（示例）' }).click();
  await expect(page.getByText('许可已过期：示例受纳证 001 号')).toBeVisible();
  await page.getByRole('link', { name: '记录一次检查' }).click();

  const cracks = page.getByRole('group', { name: '坡顶和坡面没有新裂缝' });
  await cracks.getByLabel('否', { exact: true }).check();
  await page.getByLabel(/^说明（坡顶/).fill('坡顶一条，长约 6 米');
  await page.getByRole('group', { name: '截排水沟完好、通畅' }).getByLabel('是', { exact: true }).check();
  await page.getByLabel('正常').check();
  await page.getByRole('button', { name: '保存检查' }).click();
  await expect(page.getByText('有不合格项，结果不能是正常').first()).toBeVisible();
  await page.getByLabel('有缺陷').check();
  await page.getByRole('button', { name: '保存检查' }).click();
  await expect(page.getByText('1 项是，1 项否，9 项未知')).toBeVisible();
  await expect(page.getByText('检查发现缺陷')).toBeVisible();

  await expect(page.getByRole('button', { name: '登记许可' }), 'who inspects grants nothing').toHaveCount(0);

  const duty = await officer(browser, 'duty_officer');
  await duty.goto(new URL(page.url()).pathname);
  await duty.getByRole('button', { name: '登记许可' }).click();
  await duty.getByLabel('编号').fill(`光受纳证 ${Date.now() % 100_000} 号`);
  await duty.getByLabel('许可内容').fill('受纳建筑渣土');
  await duty.getByLabel('发证部门').selectOption({ label: '光明区城市管理和综合执法局' });
  await duty.getByLabel('起', { exact: true }).fill('2026-01-01');
  await duty.getByLabel(/^止/).fill('2025-12-31');
  await duty.getByRole('button', { name: '保存' }).click();
  await expect(duty.getByText('截止日期早于开始日期').first()).toBeVisible();
  await duty.getByLabel(/^止/).fill('2027-12-31');
  await duty.getByRole('button', { name: '保存' }).click();
  await expect(duty.getByText('许可已过期')).toHaveCount(0);
});
