import { ownPosition } from './place';
import { fillIn, send } from './sending';
import { officer } from './officer';
import { expect, test, type Browser, type Page } from './test';

const somewhere = () => ({ ...ownPosition(), accuracy: 20 });

async function resident(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ geolocation: somewhere(), permissions: ['geolocation'], locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  return context.newPage();
}

/** Leaves the page at the tracking view of what was reported. */
async function report(page: Page, words: string): Promise<string> {
  await fillIn(page, '挡土墙开裂、鼓出', 20, words);
  await send(page);
  await expect(page.getByRole('heading', { name: '已送达' })).toBeVisible();
  return (await page.getByText(/^QF-\d{4}-\d+$/).first().innerText()).trim();
}

test('a case goes silent, climbs to the public overdue list, is acknowledged and leaves it', async ({ browser }) => {
  test.setTimeout(240_000);
  const desk = await officer(browser, 'administrator');
  await desk.getByRole('link', { name: '时限' }).click();
  await desk.getByLabel('适用于').selectOption({ label: '挡土墙开裂、鼓出' });
  await expect(desk.getByText('系统默认').first()).toBeVisible();
  await desk.getByLabel('受理 中 数值').fill('1');
  await desk.getByLabel('受理 中 单位').selectOption('minute');
  await desk.getByLabel('逾期升级间隔 中 数值').fill('0');
  await desk.getByRole('button', { name: '保存 2 处修改' }).click();
  await expect(desk.getByText('时限已保存')).toBeVisible();
  await expect(desk.getByText('本类别另定')).toHaveCount(2);

  const phone = await resident(browser);
  const number = await report(phone, `挡土墙鼓出来了 ${Date.now()}`);
  await phone.goto('/overdue');
  await expect(phone.getByText(number)).toBeHidden();
  await expect(async () => {
    await phone.reload();
    await expect(phone.getByText(number)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 150_000, intervals: [5_000] });
  const listed = phone.getByRole('listitem').filter({ hasText: number });
  await expect(listed).toContainText('市住房和建设局');
  await expect(listed).toContainText('未按时受理');
  await expect(listed).toContainText('第 4 级');
  await expect(listed).not.toContainText('鼓出来了');

  const lead = await officer(browser, 'officer:city-housing');
  await lead.goto('/office/cases?queue=overdue');
  const row = lead.getByRole('listitem').filter({ hasText: number });
  await expect(row).toContainText('第 4 级：公开逾期清单');
  await row.getByRole('link').click();
  const ladder = lead.getByRole('region', { name: '逾期升级' });
  await expect(ladder.getByRole('listitem')).toHaveCount(4);
  await expect(ladder.getByRole('listitem').nth(1)).toContainText('深圳市人民政府');
  await expect(lead.getByText(/未按时受理；第4级：已列入公开逾期清单/)).toBeVisible();
  const next = lead.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '受理', exact: true }).click();
  await next.getByRole('button', { name: '受理', exact: true }).click();
  await expect(ladder).toBeHidden();

  await expect(async () => {
    await phone.reload();
    await expect(phone.getByRole('heading', { name: '公开逾期清单' })).toBeVisible();
    await expect(phone.getByText(number)).toBeHidden({ timeout: 2_000 });
  }).toPass({ timeout: 40_000 });

  await desk.getByRole('button', { name: '改为沿用' }).first().click();
  await desk.getByRole('button', { name: '改为沿用' }).first().click();
  await desk.getByRole('button', { name: '保存 2 处修改' }).click();
  await expect(desk.getByText('本类别另定')).toHaveCount(0);
});

test('a file of holidays with nonsense names its lines and changes nothing; a right one is taken', async ({ browser }) => {
  const desk = await officer(browser, 'administrator');
  await desk.goto('/office/deadlines/calendar?year=2026');
  await expect(desk.getByText('国庆节', { exact: true })).toBeVisible();
  await expect(desk.getByText('国庆节调休').first()).toBeVisible();
  const send = async (content: string) => {
    await desk.getByLabel('放假安排文件').setInputFiles({ name: 'holidays.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await desk.getByRole('button', { name: '看看会改什么' }).click();
  };

  await send('date,kind,name,name_en\n2027-01-01,off,元旦,New Year\n2027-02-30,off,假,x\n2027-01-01,worked,元旦,New Year\n');
  const refused = desk.getByRole('alert').filter({ hasText: '文件有误' });
  await expect(refused).toContainText('第 3 行');
  await expect(refused).toContainText('第 4 行：2027-01-01 在第 2 行的类别与此不同');
  await desk.goto('/office/deadlines/calendar?year=2027');
  await expect(desk.getByText('这一年没有例外的日子')).toBeVisible();

  await send('date,kind,name,name_en\n2027-01-01,off,元旦,New Year\n2027-01-03,worked,元旦调休,Make-up day\n');
  await expect(desk.getByText('此文件将改变 2 天')).toBeVisible();
  await expect(desk.getByRole('row').filter({ hasText: '2027-01-03' })).toContainText('按星期');
  await expect(desk.getByRole('heading', { name: '2027 年' })).toBeVisible();
  await expect(desk.getByText('这一年没有例外的日子')).toBeVisible();
  await desk.getByRole('button', { name: '取代 2027 年的安排' }).click();
  await expect(desk.getByText('2027 年：放假 1 天，调休上班 1 天')).toBeVisible();
  await expect(desk.getByText('元旦调休')).toBeVisible();
});
