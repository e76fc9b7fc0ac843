import { randomUUID } from 'node:crypto';
import { uuidv7 } from '../src/lib/ids';
import { closeDesk, officer } from './officer';
import { signedIn } from './officers';
import { expect, test } from './test';
import { draft } from './warnings';

/** The sample city begins at about 113.85 there: much of the strip lies in the next one. */
const STRIP = [[113.73, 22.705], [113.93, 22.705], [113.93, 22.715], [113.73, 22.715], [113.73, 22.705]];

test('the approver is told what lies outside the city, and that the audience is not the one that was submitted', async ({ browser, request }, info) => {
  const author = await signedIn(request, 'warning_author');
  const act = async (path: string, data: object, etag = '') => {
    const answer = await request.post(path, { headers: { ...author, 'Idempotency-Key': randomUUID(), ...(etag ? { 'If-Match': etag } : {}) }, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return { id: ((await answer.json()) as { id: string }).id, etag: answer.headers().etag ?? '' };
  };
  const words = draft('actual', ` ${randomUUID().slice(0, 8)}`);
  const { id, etag } = await act('/v1/warnings', { ...words, area: { ...words.area, polygons: [{ type: 'Polygon', coordinates: [STRIP] }] } });
  await act(`/v1/warnings/${id}/submit`, {}, etag);
  const { accessToken } = (await (await request.post('/v1/auth/anonymous', { data: {} })).json()) as { accessToken: string };
  const phone = { path: `/v1/devices/${uuidv7()}`, headers: { Authorization: `Bearer ${accessToken}` } };
  const device = await request.put(phone.path, { headers: phone.headers, data: { platform: 'live', language: 'zh-CN', places: [{ label: 'home', lat: 22.71, lon: 113.92 }], minimumSeverity: 'Minor' } });
  expect(device.ok(), await device.text()).toBe(true);

  const page = await officer(browser, 'warning_approver');
  await page.goto(`/office/warnings/${id}`);
  await expect(page.locator('[data-outside]')).toContainText(/区域的 [\d.]+% 在本市辖区之外/);
  await expect(page.locator('[data-since]')).toContainText(/现在 \d+ 台设备；提交时 \d+ 台/);
  await page.locator('[data-action="approve"]').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/区域的 [\d.]+% 在本市辖区之外/);
  await expect(dialog).toContainText(/现在 \d+ 台设备；提交时 \d+ 台/);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: info.outputPath(`approve-${width}.png`) });
  }
  await page.keyboard.press('Escape');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await page.locator('[data-outside]').scrollIntoViewIfNeeded();
    await page.screenshot({ path: info.outputPath(`page-${width}.png`) });
  }
  // Nothing is left for the tests that follow to count.
  await request.delete(phone.path, { headers: phone.headers });
  await page.locator('[data-action="reject"]').click();
  await page.locator('[name="rationale"]').fill('范围有误');
  await page.locator('[data-confirm="reject"]').click();
  await expect(page.locator('[data-action="approve"]')).toHaveCount(0);
  await closeDesk(page.context());
});

test('the author is told while drawing that the area leaves the city', async ({ browser }, info) => {
  const page = await officer(browser, 'warning_author');
  await page.goto('/office/warnings/new');
  await page.route('**/v1/warning-audience', async (route) => {
    const asked = route.request().postDataJSON() as { severity: string };
    await route.continue({ postData: JSON.stringify({ ...asked, area: { polygons: [{ type: 'Polygon', coordinates: [STRIP] }] } }) });
  });
  await page.getByRole('radio', { name: /选区域/ }).check();
  await page.getByLabel('查找区域').fill('凤凰');
  await page.getByRole('checkbox', { name: '凤凰街道 · 光明区' }).check();
  const told = page.locator('[data-estimate] [data-outside]');
  await expect(told).toContainText(/区域的 [\d.]+% 在本市辖区之外/);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await told.scrollIntoViewIfNeeded();
    await page.screenshot({ path: info.outputPath(`compose-${width}.png`) });
  }
  await closeDesk(page.context());
});
