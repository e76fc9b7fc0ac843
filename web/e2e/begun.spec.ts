import { choose } from './choose';
import { officer } from './officer';
import { reported } from './reported';
import { fillIn, send } from './sending';
import { expect, test } from './test';

const LEAD = 'officer:guangming-urban-management';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const RESUMED = '接着上次没填完的内容。';

test('an offer that is half filled outlives a reload and a look at another page', async ({ page }) => {
  await page.goto('/org/register');
  await page.getByLabel('名称（中文）').fill('光明应急志愿队');
  await choose(page, 'radio', '救援队');
  await page.getByLabel('统一社会信用代码').fill(`BG${Date.now()}`);
  await page.getByLabel('姓名').fill('李明');
  await page.getByLabel('电话').fill('+86 139 0000 0000');
  await page.getByRole('button', { name: '登记单位' }).click();
  await expect(page).toHaveURL(/\/org$/);
  await page.goto('/org/offer');
  await page.getByLabel('具体说明').fill('6 寸柴油抽水泵');
  await page.getByLabel('使用条件').fill('需自备柴油');
  await page.reload();
  await expect(page.getByText(RESUMED)).toBeVisible();
  await expect(page.getByLabel('使用条件')).toHaveValue('需自备柴油');
  await page.getByRole('link', { name: '总览' }).first().click();
  await page.goBack();
  await expect(page.getByLabel('具体说明')).toHaveValue('6 寸柴油抽水泵');
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page).toHaveURL(/\/org$/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('qunfang.unsaved.')))).toEqual([]);
});

test('what is begun to be added to a report is there again after a reload', async ({ page }) => {
  await fillIn(page, '渣土受纳场、填埋场边坡', 25, `坡脚渗水 ${Date.now()}`);
  await send(page);
  await page.getByRole('link', { name: '查看进展' }).click();
  await page.getByRole('button', { name: '补充情况' }).click();
  await page.getByLabel('补充情况').fill('水变浑了');
  await page.reload();
  await expect(page.getByText(RESUMED)).toBeVisible();
  await expect(page.getByLabel('补充情况')).toHaveValue('水变浑了');
  await page.getByRole('button', { name: '取消' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: '补充情况' })).toBeVisible();
});

test('a begun step of the playbook says so, keeps its words, and asks before a photo is lost', async ({ browser, request }) => {
  const caseId = (await reported(request, `坡面渗水 ${Date.now()}`, { category: 'landfill-slope' })).case.id;
  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  const row = desk.getByRole('region', { name: '处置步骤' }).getByRole('listitem').filter({ hasText: '到现场，拉警戒，不让人靠近' });
  await row.getByRole('button', { expanded: false }).click();
  await row.getByRole('textbox').fill('已拉警戒线');
  await row.locator('input[type=file]').setInputFiles({ name: 'tape.png', mimeType: 'image/png', buffer: PIXEL });
  await expect(row.getByRole('button', { name: /删除/ })).toBeVisible();
  await row.getByRole('button', { expanded: true }).click();
  await row.getByRole('button', { expanded: false }).click();
  await expect(row.getByRole('button', { name: /删除/ }), 'folding loses nothing').toBeVisible();

  const asked = desk.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  await desk.reload();
  expect(await asked).toBe('beforeunload');
  await expect(row.getByText('写了一半')).toBeVisible();
  await row.getByRole('button', { expanded: false }).click();
  await expect(row.getByRole('textbox')).toHaveValue('已拉警戒线');
  await expect(row.getByText('照片要重新选择，没有保留。')).toBeVisible();
  await row.getByRole('button', { name: '不写了' }).click();
  await expect(row.getByText('写了一半')).toHaveCount(0);
});
