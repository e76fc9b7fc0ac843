import { randomUUID } from 'node:crypto';
import { fillIn as fillInOf, send } from './sending';
import { signedIn } from './officers';
import { settleSteps } from './steps';
import { expect, test, type Page } from './test';

const PHOTO = 'public/icons/icon-512.png';

const fillIn = (page: Page, words: string) => fillInOf(page, '渣土受纳场、填埋场边坡', 25, words);

test('a resident without an account reports with a photo, learns who is responsible, and follows it', async ({ page }) => {
  await fillIn(page, '裂缝在变宽，有水渗出');
  await page.locator('input[type=file]').setInputFiles(PHOTO);
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await page.getByRole('radio', { name: '有，而且在变宽、变长或错开' }).check();
  await send(page);

  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await expect(page.getByText('负责部门')).toBeVisible();
  await expect(page.getByText(/剩余/)).toBeVisible();
  await expect(page.getByText('正在上传照片')).toBeHidden();

  await page.getByRole('link', { name: '查看进展' }).click();
  await expect(page).toHaveURL(/\/track\//);
  await expect(page.getByText('裂缝在变宽，有水渗出')).toBeVisible();
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible();

  const code = new URL(page.url()).pathname.split('/').at(-1)!;
  await page.goto('/reports');
  await expect(page.getByRole('link', { name: '渣土受纳场、填埋场边坡' }).first()).toBeVisible();
  // As a Chinese keyboard in full width writes it.
  await page.getByLabel('用查询码查看').fill([...code.toLowerCase()].map((one) => String.fromCodePoint(one.codePointAt(0)! + 0xfee0)).join(''));
  await page.getByRole('button', { name: '查看', exact: true }).click();
  await expect(page).toHaveURL(`/track/${code}`);
  await expect(page.getByText('裂缝在变宽，有水渗出')).toBeVisible();
});

test('a danger to life shows whom to call before anything else', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '渣土受纳场、填埋场边坡' }).click();
  const call = page.getByRole('region', { name: /先打电话/ });
  await expect(call.getByRole('link', { name: /119/ })).toHaveAttribute('href', 'tel:119');
  const position = page.getByRole('button', { name: '用我现在的位置' });
  expect((await call.boundingBox())!.y).toBeLessThan((await position.boundingBox())!.y);
});

test('without a network the report is kept, counted, and sent once when the network returns', async ({ page, context }) => {
  await fillIn(page, '没有网络时写下的上报');
  await context.setOffline(true);
  await send(page);
  await expect(page.getByRole('heading', { name: '已保存，等待网络' })).toBeVisible();
  await expect(page.getByText('1 份上报已保存在手机上')).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await expect(page.getByText('份上报已保存在手机上')).toBeHidden();
  await page.goto('/reports');
  await expect(page.getByText('没有网络时写下的上报')).toHaveCount(1);
});

test('a half-written report survives a reload, and is gone once it is given up', async ({ page }) => {
  await fillIn(page, '写到一半');
  await page.locator('input[type=file]').setInputFiles(PHOTO);
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await page.waitForTimeout(500);
  await page.reload();
  await expect(page.getByLabel('看到的情况')).toHaveValue('写到一半');
  await expect(page.getByAltText('照片 1')).toBeVisible();

  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '放弃上报' }).click();
  await page.goto('/report?step=words');
  await expect(page.getByRole('heading', { name: '您看到了什么？' })).toBeVisible();
});

test('each step says where one is: the focus is on its heading', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await expect(page.getByRole('heading', { name: '在哪里？' })).toBeFocused();
});

test('who is not sure is told what the words may be of, and decides', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  const words = page.getByLabel('看到的情况');
  const summary = page.getByRole('region', { name: '将要送出的内容' });
  const offered = page.getByRole('button', { name: '选这个：燃气味、燃气泄漏' });

  await words.fill('请尽快派人来看看');
  await page.waitForResponse('**/v1/categories/suggestions');
  await expect(page.getByText('可能是：')).toBeHidden();

  await words.fill('楼道里有很浓的煤气味，能听到嘶嘶声');
  await expect(page.getByText(/可能是：燃气味、燃气泄漏（\d\d%）/)).toBeVisible();
  await expect(summary).toContainText('不确定');

  await offered.click();
  await expect(summary).toContainText('燃气味、燃气泄漏');
  await expect(page.getByRole('region', { name: /先打电话/ })).toBeVisible();
  await page.getByRole('button', { name: '改回去' }).click();
  await expect(summary).toContainText('不确定');

  await offered.click();
  await send(page);
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await page.goto('/reports');
  await expect(page.getByRole('link', { name: '燃气味、燃气泄漏' }).first()).toBeVisible();
});

test('a report is sent as it is when suggestions fail, and an insider’s words are not asked about', async ({ page }) => {
  let asked = 0;
  await page.route('**/v1/categories/suggestions', (route) => {
    asked++;
    return route.fulfill({ status: 503 });
  });
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('公开方式、时间、联系方式').click();
  await page.getByRole('radio', { name: /保护举报人/ }).check();
  await page.getByLabel('看到的情况').fill('厂里的化学桶在漏，味道刺鼻');
  await page.waitForTimeout(1_500);
  expect(asked).toBe(0);

  await page.getByRole('radio', { name: '不公开' }).check();
  await expect.poll(() => asked).toBeGreaterThan(0);
  await send(page);
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
});

test('a position outside the city is doubted', async ({ page, context }) => {
  await context.setGeolocation({ latitude: 39.9, longitude: 116.4, accuracy: 20 });
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText('这里不在本市范围内')).toBeVisible();
});

test('a vague position is doubted, and a sixth photo is not dropped silently', async ({ page, context }) => {
  await context.setGeolocation({ latitude: 22.711, longitude: 113.934, accuracy: 2000 });
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText('位置不够准')).toBeVisible();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.locator('input[type=file]').setInputFiles(Array(6).fill(PHOTO));
  await expect(page.getByRole('alert').filter({ hasText: '5' })).toBeVisible();
  await expect(page.getByAltText(/^照片/)).toHaveCount(5);
});

test('an answer lost on the way does not double the report', async ({ page }) => {
  await fillIn(page, '回答在路上丢了');
  let lost = 0;
  await page.route(/\/v1\/reports\/[0-9a-f-]+$/, async (route) => {
    await route.fetch();
    lost++;
    await route.abort('connectionreset');
  });
  await send(page);
  await expect(page.getByRole('heading', { name: '已保存，等待网络' })).toBeVisible();
  expect(lost).toBe(1);

  await page.unroute(/\/v1\/reports\/[0-9a-f-]+$/);
  await page.getByRole('button', { name: '现在重试' }).click();
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await page.goto('/reports');
  await expect(page.getByText('回答在路上丢了')).toHaveCount(1);
});

test('a report that is not taken yet is kept, says when it is sent, and is sent then and no sooner', async ({ page }) => {
  await fillIn(page, '排队送出的上报');
  const asked: number[] = [];
  await page.route(/\/v1\/reports\/[0-9a-f-]+$/, async (route) => {
    asked.push(Date.now());
    if (asked.length > 1) return route.fallback();
    await route.fulfill({ status: 429, headers: { 'Retry-After': '8' }, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/too-many-requests', title: '请求过于频繁', status: 429, detail: '请在 8 秒后再发。' }) });
  });
  await send(page);
  await expect(page.getByRole('heading', { name: '已保存，等待依次送出' })).toBeVisible();
  await expect(page.getByText(/^将于 \d\d:\d\d:\d\d 自动继续送出。$/)).toBeVisible();
  await expect(page.getByText(/1 份上报已保存在手机上，\d\d:\d\d:\d\d 自动继续送出。/)).toBeVisible();
  await expect(page.getByRole('button', { name: '现在重试' })).toBeHidden();

  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  expect(asked).toHaveLength(2);
  expect(asked[1]! - asked[0]!).toBeGreaterThanOrEqual(8000);
});

test('everything can be done with the keyboard and without the map', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '不确定' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('区', { exact: true }).selectOption({ label: '光明区' });
  await page.getByRole('button', { name: '下一步' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('看到的情况').focus();
  await page.keyboard.type('看不懂是什么，但不对劲');
  await page.getByRole('button', { name: '送出上报' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '就这样送出' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
});

test('the resident sees what the department did, and says that it is not fixed', async ({ page, request, browser }) => {
  await fillIn(page, '坡脚一直在渗水');
  const answered = page.waitForResponse((response) => /\/v1\/reports\/[0-9a-f-]+$/.test(response.url()) && response.request().method() === 'PUT');
  await send(page);
  const { case: opened } = (await (await answered).json()) as { case: { id: string } };
  await page.getByRole('link', { name: '查看进展' }).click();
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible();

  const officer = await signedIn(request, 'duty_officer');
  for (const [action, data] of [['acknowledge', {}], ['start', {}], ['resolve', { text: '坡脚已疏通排水。' }]] as const) {
    if (action === 'resolve') await settleSteps(request, opened.id);
    const etag = (await request.get(`/v1/cases/${opened.id}`, { headers: officer })).headers().etag ?? '';
    const done = await request.post(`/v1/cases/${opened.id}/${action}`, { headers: { ...officer, 'If-Match': etag, 'Idempotency-Key': randomUUID() }, data });
    expect(done.ok(), `${action}: ${done.status()} ${await done.text()}`).toBe(true);
  }
  await page.reload();
  await expect(page.getByText('坡脚已疏通排水。').first()).toBeVisible();

  const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await other.goto(page.url());
  await expect(other.getByText('只有上报时用的那台手机能确认')).toBeVisible();
  await expect(other.getByRole('link', { name: '再上报一次' })).toBeVisible();
  await other.context().close();
  await page.getByRole('button', { name: '没有解决' }).click();
  await page.locator('input[type=file]').setInputFiles(PHOTO);
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await page.getByLabel('哪里还有问题？').fill('雨一下又渗了。');
  await page.getByRole('button', { name: '请重新处理' }).click();
  await expect(page.getByText('上报人反馈：没有解决').first()).toBeVisible();
  await expect(page.getByText('重新处理').first()).toBeVisible();
});

test('once the position is found nothing glides away under the thumb', async ({ page }) => {
  await page.goto('/report');
  await page.getByRole('button', { name: '渣土受纳场、填埋场边坡' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  const glided = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.body.textContent?.includes('精度约 25')) await frame();
    await frame();
    const before = scrollY;
    for (let frames = 0; frames < 40; frames++) await frame();
    return Math.abs(scrollY - before);
  });
  expect(glided).toBeLessThan(1);
});

test('the map lists what is around me, the nearest first, and shows a row on the map', async ({ page }) => {
  await fillIn(page, '看得到的一处隐患');
  await send(page);
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await page.goto('/map');
  await page.getByRole('button', { name: '看我身边' }).click();
  await expect(page.getByText('离我近的在前')).toBeVisible();
  await expect(page.getByText('没有找到您的位置')).toBeHidden();
  const rows = page.getByRole('listitem').filter({ hasText: /距我|就在我/ });
  const away = await rows.allTextContents();
  expect(away.length).toBeGreaterThan(0);
  await rows.first().getByRole('button', { name: /在地图上看/ }).click();
  await expect(rows.first()).toHaveClass(/chosen/);
});

test('words are asked for, and a code nobody has is said to be unknown', async ({ page }) => {
  await fillIn(page, '   ');
  await page.getByRole('button', { name: '送出上报' }).click();
  await expect(page.getByText('请写几个字')).toBeVisible();
  await page.goto('/track/ZZZZ-ZZZZ-ZZ');
  await expect(page.getByText('没有这个查询码')).toBeVisible();
});
