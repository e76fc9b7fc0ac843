import { expect, test } from './test';
import { closeDesk, officer } from './officer';
import { signedIn } from './officers';
import { uuidv7 } from '../src/lib/ids';

const UNCLEAR = '坡上裂了，石头土都往下掉';
const SHOTS = process.env.QUNFANG_SHOTS;

async function shot(page: import('@playwright/test').Page, name: string) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** A case of no known kind, whose words tell the family only. */
async function unsure(request: import('@playwright/test').APIRequestContext, lat: number): Promise<string> {
  const anonymous = (await (await request.post('/v1/auth/anonymous', { data: {} })).json()) as { accessToken: string };
  const sent = await request.put(`/v1/reports/${uuidv7()}`, {
    headers: { Authorization: `Bearer ${anonymous.accessToken}` },
    data: { category: 'other', description: UNCLEAR, language: 'zh-CN', visibility: 'public', observedAt: new Date().toISOString(), location: { lat, lon: 113.93, accuracyMeters: 20 } },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  return ((await sent.json()) as { case: { id: string } }).case.id;
}

test('where only the family is clear a resident is offered its kinds, and decides', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  const summary = page.getByRole('region', { name: '将要送出的内容' });

  await page.getByLabel('看到的情况').fill(UNCLEAR);
  await expect(page.getByText(/可能是：边坡（\d\d%）/)).toBeVisible();
  await expect(summary).toContainText('不确定');
  const landslide = page.getByRole('button', { name: '选这个：山体滑坡、山坡开裂' });
  await landslide.scrollIntoViewIfNeeded();
  await shot(page, 'family-phone-zh');

  await landslide.click();
  await expect(summary).toContainText('山体滑坡');
  await page.getByRole('button', { name: '改回去' }).click();
  await expect(summary).toContainText('不确定');
  await expect(landslide).toBeVisible();
});

test('an officer takes one kind of the family up', async ({ browser, request }) => {
  const id = await unsure(request, 22.801);
  const page = await officer(browser, 'duty_officer');
  await page.goto(`/office/cases/${id}`);

  await expect(page.getByText(/可能是：边坡（\d\d%）/)).toBeVisible();
  await shot(page, 'family-office-zh');
  await page.getByRole('listitem').getByRole('button', { name: '山体滑坡、山坡开裂' }).click();

  const form = page.getByRole('form', { name: '更正类别' }).or(page.locator('form', { has: page.locator('select') }));
  await expect(form.locator('select').first()).toHaveValue('landslide');
  await expect(form.locator('textarea').first()).toHaveValue(/系统推测属于“边坡”/);
  await closeDesk(page.context());
});

test('that nobody knows anything is a triage, too', async ({ browser, request }) => {
  const id = await unsure(request, 22.803);
  const page = await officer(browser, 'duty_officer');
  await page.goto(`/office/cases/${id}`);
  await page.getByRole('button', { name: '重新评分' }).first().click();
  const unknown = page.locator('form fieldset label', { hasText: '?' }).locator('input[type="radio"]');
  await expect(unknown.first()).toBeAttached();
  for (const one of await unknown.all()) await one.check({ force: true });
  await page.getByLabel('评分说明').fill('现场没有人，问不到');
  await shot(page, 'triage-unknown');
  const taken = page.waitForResponse((answer) => answer.url().includes('/triage') && answer.request().method() === 'POST');
  await page.getByRole('button', { name: '保存评分' }).click();
  expect((await taken).status()).toBe(200);
  await closeDesk(page.context());
});

test('a category out of use is offered for no new site and no new playbook', async ({ browser, request }) => {
  const code = `gone-${Date.now().toString(36)}`;
  const headers = await signedIn(request, 'administrator');
  const text = { 'zh-CN': '停用的类别', en: 'Out of use' };
  const body = { code, name: text, icon: 'slope', reportable: false, retired: false, dangerToLife: false, capCategory: 'Geo', duplicateRadiusMeters: 0, duplicateWindowDays: 0, surge: { reports: 2, senders: 2, radiusMeters: 10, windowMinutes: 5 }, likelihood: { base: 1, reason: text }, consequence: { base: 1, reason: text }, questions: [] };
  const made = await request.post('/v1/categories', { headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() }, data: body });
  expect(made.status(), await made.text()).toBe(201);
  const { id, version } = (await made.json()) as { id: string; version: number };
  const gone = await request.put(`/v1/categories/${id}`, { headers: { ...headers, 'If-Match': `"${version}"` }, data: { ...body, retired: true } });
  expect(gone.status(), await gone.text()).toBe(200);
  await expect.poll(async () => JSON.stringify(((await (await request.get('/v1/categories?limit=200', { headers })).json()) as { items: { code: string; retired: boolean }[] }).items.find((one) => one.code === code)?.retired)).toBe('true');

  const page = await officer(browser, 'administrator');
  await page.goto('/office/playbooks/new');
  await expect(page.locator('option[value="landslide"]')).toHaveCount(1);
  await expect(page.locator(`option[value="${code}"]`)).toHaveCount(0);
  await page.goto('/office/sites/new');
  await closeDesk(page.context());
  const desk = await officer(browser, 'duty_officer');
  await desk.goto('/office/sites/new');
  await expect(desk.locator('option[value="landslide"]')).toHaveCount(1);
  await expect(desk.locator(`option[value="${code}"]`)).toHaveCount(0);
  await closeDesk(desk.context());
});

test('the administrator’s places stand on one line, in both languages, from 1024 pixels on', async ({ browser }) => {
  const page = await officer(browser, 'administrator', { viewport: { width: 1440, height: 900 } });
  const bar = page.locator('header').first();
  const found: string[] = [];
  for (const lang of ['zh-CN', 'en'] as const) {
    if (lang === 'en') await page.getByRole('button', { name: 'English' }).click();
    for (const width of [1024, 1240, 1280, 1440, 1620, 1800, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await shot(page, `header-${width}-${lang}`);
      const height = (await bar.boundingBox())!.height;
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (height > 72 || wider > 0) found.push(`${lang} at ${width}: ${height} high, ${wider} too wide`);
    }
  }
  expect(found).toEqual([]);
  await page.getByRole('button', { name: '中文' }).click();
  await closeDesk(page.context());
});

test('a case number that was looked for is marked in one piece', async ({ browser, request }) => {
  const id = await unsure(request, 22.805);
  const headers = await signedIn(request, 'duty_officer');
  const { number } = (await (await request.get(`/v1/cases/${id}`, { headers })).json()) as { number: string };
  const page = await officer(browser, 'duty_officer');
  await page.goto(`/office/cases?queue=all&q=${number}`);
  const marks = page.locator('mark');
  await expect(marks.first()).toBeVisible({ timeout: 30_000 });
  expect(await marks.allTextContents()).toEqual([number]);
  await shot(page, 'marked');
  await closeDesk(page.context());
});
