import { fillIn as fillInOf, send } from './sending';
import { expect, test, type Page } from './test';

const fillIn = (page: Page, words: string) => fillInOf(page, '渣土受纳场、填埋场边坡', 25, words);
const more = (page: Page) => page.getByText('公开方式、时间、联系方式').click();
const arrived = (page: Page) => expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();

test('a number is taken in whatever way it is written', async ({ page }) => {
  await fillIn(page, '坡上有裂缝，电话带着说明');
  await more(page);
  await page.getByLabel('电话').fill('13800000000（微信） / 0755-12345678转801');
  await send(page);
  await arrived(page);
});

test('what nobody can call, and a time in the future, are said at their field before anything is sent', async ({ page }) => {
  await fillIn(page, '坡上有裂缝，先没有电话');
  await more(page);
  await page.getByLabel('电话').fill('无');
  await page.getByLabel('什么时候看到的').fill('2099-01-01T10:00');
  await page.getByText('公开方式、时间、联系方式').click();
  await page.getByRole('button', { name: '送出上报' }).click();
  await expect(page.getByText('看到的时间在将来')).toBeVisible();
  await expect(page.getByLabel('什么时候看到的')).toBeFocused();
  await expect(page.getByText('请写一个能打通的号码，或者不填。')).toBeVisible();

  await page.getByLabel('什么时候看到的').fill('');
  await page.getByRole('button', { name: '送出上报' }).click();
  await expect(page.getByLabel('电话')).toBeFocused();
  await page.getByLabel('电话').fill('');
  await send(page);
  await arrived(page);
});

test('a report that was not accepted comes back whole to be mended, and goes only when the mended one is kept', async ({ page }) => {
  const refuse = { status: 400, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/invalid', title: '请求格式不对', status: 400, detail: '有一处不对。', errors: [] }) };
  await page.route(/\/v1\/reports\/[0-9a-f-]+$/, (route) => route.fulfill(refuse));
  await fillIn(page, '渗水变浑，路面也裂了');
  await page.locator('input[type=file]').setInputFiles('public/icons/icon-512.png');
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await page.getByRole('radio', { name: '有，而且在变宽、变长或错开' }).check();
  await more(page);
  await page.getByRole('radio', { name: '不公开' }).check();
  await page.getByLabel('姓名').fill('李四');
  await page.getByLabel('电话').fill('139 0000 0000');
  await send(page);
  await expect(page.getByRole('heading', { name: '没有被接收' })).toBeVisible();

  await page.getByRole('button', { name: '修改后重新上报' }).click();
  await expect(page.getByLabel('看到的情况')).toHaveValue('渗水变浑，路面也裂了');
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await expect(page.getByRole('radio', { name: '有，而且在变宽、变长或错开' })).toBeChecked();
  await expect(page.getByRole('radio', { name: '不公开' })).toBeChecked();
  await expect(page.getByLabel('姓名')).toHaveValue('李四');
  await expect(page.getByLabel('电话')).toHaveValue('139 0000 0000');
  await expect(page.getByText('有一处不对。')).toBeVisible();

  // Left and come back to: nothing of it is lost, and it is still one.
  await page.goto('/reports');
  await expect(page.getByText('渗水变浑，路面也裂了')).toHaveCount(1);
  await page.goto('/report?step=words');
  await expect(page.getByAltText('照片 1')).toBeVisible();
  await page.getByLabel('看到的情况').fill('渗水变浑，路面也裂了，改过');

  await page.unroute(/\/v1\/reports\/[0-9a-f-]+$/);
  const sent = page.waitForRequest((request) => request.method() === 'PUT' && /\/v1\/reports\/[0-9a-f-]+$/.test(request.url()));
  await send(page);
  expect((await sent).postDataJSON()).toMatchObject({ category: 'landfill-slope', description: '渗水变浑，路面也裂了，改过', visibility: 'hidden', contact: { name: '李四', phone: '139 0000 0000' } });
  await arrived(page);
  await page.goto('/reports');
  await expect(page.getByText('没有被接收')).toBeHidden();
  await expect(page.getByText('渗水变浑，路面也裂了')).toHaveCount(1);
});

test('two tabs have a report each: sending one leaves the other as it was written', async ({ page, context }) => {
  await fillIn(page, '第一份，写到一半');
  await page.waitForTimeout(500);
  const other = await context.newPage();
  await fillIn(other, '第二份，先送出');
  await other.waitForTimeout(500);
  await send(other);
  await arrived(other);

  await page.reload();
  await expect(page.getByLabel('看到的情况')).toHaveValue('第一份，写到一半');
  await page.close();
  await other.goto('/report?step=words');
  await expect(other.getByLabel('看到的情况')).toHaveValue('第一份，写到一半');
});

test('back from a sent report leads to where one was before it', async ({ page }) => {
  await page.goto('/map');
  await page.getByRole('link', { name: '上报', exact: true }).first().click();
  await page.getByRole('button', { name: '不确定' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('看到的情况').fill('送完按返回键');
  await send(page);
  await arrived(page);
  await page.goBack();
  await expect(page).toHaveURL(/\/map$/);
});
