import { faults } from './axe';
import { officer } from './officer';
import { reported } from './reported';
import { expect, test, type APIRequestContext, type Page } from './test';

/** A case of its own of the urban management of Guangming; its number. */
async function report(request: APIRequestContext, words: string): Promise<string> {
  return (await reported(request, words)).case.number;
}

const row = (desk: Page, number: string) => desk.getByRole('listitem').filter({ hasText: number });
const search = (desk: Page) => desk.getByRole('searchbox', { name: '搜索编号、地点、内容' });

async function shows(desk: Page, words: string, numbers: string[]): Promise<void> {
  await expect(async () => {
    await desk.goto(`/office/cases?queue=department&q=${encodeURIComponent(words)}`);
    await expect(desk.locator('a[id^="case-"]')).toHaveCount(numbers.length, { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  for (const number of numbers) await expect(row(desk, number)).toBeVisible();
}

test('one box finds cases by a character, by part of a word and by part of the number, and shows where', async ({ browser, request }) => {
  const mark = `翎${Date.now()}`;
  const number = await report(request, `Behind the CAFÉ ${mark} <b>围墙</b>开裂`);
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await shows(desk, mark, [number]);

  await search(desk).fill('café 围墙');
  await expect(row(desk, number).locator('mark')).toHaveText(['CAFÉ', '围墙']);
  await expect(row(desk, number)).toContainText('<b>围墙</b>');
  await search(desk).fill(number.slice(-6));
  await expect(row(desk, number).locator('mark').first()).toHaveText(number.slice(-6));
  await search(desk).fill('a');
  await expect(desk.getByText('请至少写一个汉字，或两个字母、数字')).toBeVisible();
  await search(desk).fill(`${mark} 没有的字`);
  await expect(desk.getByText('没有符合')).toBeVisible();
});

test('a number or a code keeps to the filter, and the page leads to the case that the list leaves out', async ({ browser, request }) => {
  const receipt = await reported(request, `${Date.now()} 挡墙外倾`);
  const desk = await officer(browser, 'officer:guangming-urban-management');
  for (const typed of [receipt.case.number, receipt.trackingCode]) {
    await desk.goto(`/office/cases?queue=overdue&q=${encodeURIComponent(typed)}`);
    await expect(desk.getByText(`找到了 ${receipt.case.number}，但不在此列表中`)).toBeVisible();
    await expect(desk.locator('a[id^="case-"]')).toHaveCount(0);
  }
  expect(await faults(desk, 'found elsewhere')).toEqual([]);
  if (process.env.QUNFANG_SHOTS) {
    for (const [width, height] of [[390, 844], [1440, 900]] as const) {
      await desk.setViewportSize({ width, height });
      await desk.screenshot({ path: `${process.env.QUNFANG_SHOTS}/elsewhere-${width}.png` });
    }
  }
  await desk.getByRole('link', { name: '打开案件' }).click();
  await expect(desk).toHaveURL(new RegExp(`/office/cases/${receipt.case.id}`));
});

test('several cases are acknowledged at once; what a colleague was faster with stays picked and says why', async ({ browser, request }) => {
  const mark = `批${Date.now()}`;
  const numbers: string[] = [];
  for (let n = 0; n < 3; n++) numbers.push(await report(request, `${mark} 边坡渗水`));
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await shows(desk, mark, numbers);
  const boxes = desk.getByRole('checkbox', { name: /^选择案件/ });

  await desk.keyboard.press('j');
  await desk.keyboard.press('x');
  await expect(desk.getByText('已选 1 件')).toBeVisible();
  await boxes.last().click({ modifiers: ['Shift'] });
  await expect(desk.getByText('已选 3 件')).toBeVisible();
  expect(await faults(desk, 'desk')).toEqual([]);

  await desk.route('**/v1/cases/acknowledge', async (route) => {
    const { cases } = route.request().postDataJSON() as { cases: { id: string }[] };
    const headers = { Authorization: (await route.request().headerValue('authorization')) ?? '' };
    await request.post(`/v1/cases/${cases[1]!.id}/comment`, { headers, data: { text: '同事抢先写了备注' } });
    await route.continue();
  });
  const bar = desk.getByRole('region', { name: '批量办理' });
  await bar.getByRole('button', { name: '受理' }).click();
  await expect(bar.getByText('已完成 2 件')).toBeVisible();
  await expect(bar.getByText('1 件没有完成')).toBeVisible();
  await expect(desk.getByText('案件已被他人更新，请重新读取。')).toBeVisible();
  await expect(bar.getByText('已选 1 件')).toBeVisible();

  await desk.unroute('**/v1/cases/acknowledge');
  await bar.getByRole('button', { name: '受理' }).click();
  await expect(bar.getByText('已完成 1 件')).toBeVisible();
  await expect(desk.getByText('案件已被他人更新，请重新读取。')).toBeHidden();
  for (const number of numbers) await expect(row(desk, number)).toContainText('已受理');
});

test('an officer takes cases on, and finds them among their own', async ({ browser, request }) => {
  const mark = `接${Date.now()}`;
  const numbers = [await report(request, `${mark} 坡脚冒水`), await report(request, `${mark} 坡顶开裂`)];
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await shows(desk, mark, numbers);

  await desk.getByRole('checkbox', { name: '全选本页' }).check();
  const bar = desk.getByRole('region', { name: '批量办理' });
  await bar.getByRole('button', { name: '指定经办人' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByRole('radio')).toBeChecked();
  expect(await faults(desk, 'desk')).toEqual([]);
  await dialog.getByRole('button', { name: '指定（2 件）' }).click();
  await expect(bar.getByText('已完成 2 件')).toBeVisible();
  for (const number of numbers) await expect(row(desk, number)).toContainText('经办：');
  await desk.goto(`/office/cases?queue=mine&q=${encodeURIComponent(mark)}`);
  for (const number of numbers) await expect(row(desk, number)).toBeVisible();

  await row(desk, numbers[0]!).getByRole('link').first().click();
  const card = desk.getByRole('region', { name: '经办人' });
  await expect(card).toContainText('（我）');
  await card.getByRole('button', { name: '退回' }).click();
  await expect(card).toContainText('尚未指定');
  await expect(desk.getByText('不再经办')).toBeVisible();
  await card.getByRole('button', { name: '我来经办' }).click();
  await expect(card).toContainText('（我）');
});

test('a filter is kept under a name, opens with the page, and is changed and deleted', async ({ browser }) => {
  const name = `高风险 ${Date.now()}`;
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await desk.goto('/office/cases?queue=department&severity=extreme&q=裂');
  await desk.getByRole('button', { name: '保存此筛选' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByLabel('打开案件页时先用这个').check();
  expect(await faults(desk, 'desk')).toEqual([]);
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  const chip = desk.getByRole('button', { name: new RegExp(name) });
  await expect(chip).toHaveAttribute('aria-pressed', 'true');

  await desk.goto('/office/cases');
  await expect(desk).toHaveURL(/severity=extreme/);
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await desk.getByRole('button', { name: '清除筛选' }).first().click();
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
  await chip.click();
  await desk.getByRole('button', { name: '修改', exact: true }).click();
  await dialog.getByLabel('名称').fill(`改名 ${name}`);
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.getByRole('button', { name: new RegExp(`改名 ${name}`) })).toBeVisible();
  await desk.getByRole('button', { name: '修改', exact: true }).click();
  await dialog.getByRole('button', { name: '删除' }).click();
  await expect(chip).toBeHidden();
  await desk.goto('/office/cases');
  await expect(desk).toHaveURL(/queue=department$/);
});
