import { faults } from './axe';
import { SUBSCRIBED } from './subscribed';
import { expect, test } from './test';

test('a resident switches on warnings while the page is closed, and off again', async ({ page }) => {
  await page.addInitScript(SUBSCRIBED);
  await page.addInitScript(() => {
    if (!localStorage.getItem('qunfang.places')) localStorage.setItem('qunfang.places', JSON.stringify([{ label: 'home', lat: 22.711, lon: 113.934, words: '光明' }]));
  });
  const registered = page.waitForRequest((request) => request.method() === 'PUT' && request.url().includes('/v1/devices/') && request.postData()?.includes('webpush') === true);
  await page.goto('/places');
  await expect(page.getByRole('heading', { name: '页面关闭时的提醒' })).toBeVisible();
  await page.getByRole('button', { name: '页面关闭时也提醒我' }).click();
  const answer = await (await registered).response();
  expect(answer?.status()).toBe(201);
  expect(((await registered).postDataJSON() as { places: unknown[] }).places).toHaveLength(1);
  await expect(page.getByText('已打开', { exact: true })).toBeVisible();
  expect(await faults(page, 'places')).toEqual([]);

  await page.reload();
  await expect(page.getByText('已打开', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: '不再提醒' }).click();
  await expect(page.getByRole('button', { name: '页面关闭时也提醒我' })).toBeVisible();
});

test('what is pushed is shown once, and the newest of a warning takes the place of the earlier', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['notifications'], { origin: baseURL! });
  await page.goto('/');
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  const cdp = await context.newCDPSession(page);
  const versions = new Promise<string>((found) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && found(registrations[0].registrationId));
  });
  await cdp.send('ServiceWorker.enable');
  const registrationId = await versions;
  const push = (title: string, tag: string) =>
    cdp.send('ServiceWorker.deliverPushMessage', { origin: baseURL!, registrationId, data: JSON.stringify({ title, body: '向两侧高处撤离', language: 'zh-CN', tag, severity: 'Extreme', url: '/warnings' }) });
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, tag }) => `${tag} ${title}`).sort());

  await push('可能滑坡', 'chain-1');
  await push('可能滑坡', 'chain-1');
  await expect.poll(shown).toEqual(['chain-1 可能滑坡']);
  await push('滑坡范围扩大', 'chain-1');
  await push('暴雨', 'chain-2');
  await expect.poll(shown).toEqual(['chain-1 滑坡范围扩大', 'chain-2 暴雨']);
});

test('a resident who is warned while the page is closed sets quiet hours, and reads what comes all the same', async ({ page }) => {
  await page.addInitScript(SUBSCRIBED);
  await page.addInitScript(() => {
    if (!localStorage.getItem('qunfang.places')) localStorage.setItem('qunfang.places', JSON.stringify([{ label: 'home', lat: 22.711, lon: 113.934, words: '光明' }]));
  });
  await page.goto('/places');
  await expect(page.getByRole('heading', { name: '免打扰时段' })).toHaveCount(0);
  // What is set before the browser is registered goes along with that.
  const registered = page.waitForResponse((response) => response.url().includes('/v1/devices/') && response.request().postData()?.includes('"webpush"') === true);
  await page.getByRole('button', { name: '页面关闭时也提醒我' }).click();
  await registered;
  const quiet = page.getByRole('form', { name: '免打扰时段' });
  await expect(quiet).toContainText('红色和橙色预警、预警解除随时都会提醒');
  await expect(quiet.locator('[data-quiet]')).toHaveText('没有设置，所有预警随时提醒。');
  await quiet.getByLabel('从', { exact: true }).fill('23:00');
  await quiet.getByLabel('到', { exact: true }).fill('23:00');
  await quiet.getByRole('button', { name: '保存免打扰时段' }).click();
  await expect(quiet.getByRole('status')).toHaveText('两个时间不能相同');
  await quiet.getByLabel('到', { exact: true }).fill('06:30');
  const saved = page.waitForRequest((request) => request.method() === 'PUT' && request.url().includes('/v1/devices/') && request.postData()?.includes('"quietHours"') === true);
  await quiet.getByRole('button', { name: '保存免打扰时段' }).click();
  expect((await saved).postDataJSON()).toMatchObject({ quietHours: { from: '23:00', to: '06:30' } });
  expect((await (await saved).response())?.status()).toBe(200);
  await expect(quiet.locator('[data-quiet]')).toHaveText('每天 23:00 到 次日 06:30 免打扰');
  expect(await faults(page, 'quiet hours')).toEqual([]);

  // What the page tells as it opens is slow, and arrives before what is changed meanwhile all the same.
  const arrived: string[] = [];
  await page.route('**/v1/devices/*', async (route) => {
    const body = route.request().postData() ?? '';
    if (!body.includes('webpush')) return route.continue();
    if (arrived.length === 0 && body.includes('quietHours')) await new Promise((later) => setTimeout(later, 1000));
    arrived.push(body.includes('quietHours') ? 'quiet' : 'not quiet');
    await route.continue();
  });
  await page.reload();
  await expect(quiet.locator('[data-quiet]')).toHaveText('每天 23:00 到 次日 06:30 免打扰');
  await quiet.getByRole('button', { name: '取消免打扰' }).click();
  await expect.poll(() => arrived.length).toBe(2);
  expect(arrived.at(-1)).toBe('not quiet');
  await expect(quiet.locator('[data-quiet]')).toHaveText('没有设置，所有预警随时提醒。');
});
