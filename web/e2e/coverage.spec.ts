import { officer } from './officer';
import { signedIn } from './officers';
import { expect, test } from './test';

test('a new category opens a gap; the officer sees what a line would do, saves it, and the gap closes', async ({ browser, request }) => {
  const code = `e2e-${Date.now()}`;
  const name = `井盖缺失${Date.now() % 10_000}`;
  const headers = await signedIn(request, 'administrator');
  const score = { base: 2, reason: { 'zh-CN': '松散' } };
  const made = await request.post('/v1/categories', { headers, data: { code, name: { 'zh-CN': name, en: 'Missing cover' }, icon: 'other', capCategory: 'Infra', likelihood: score, consequence: score } });
  expect(made.status()).toBe(201);

  const desk = await officer(browser, 'administrator');
  await desk.goto('/office/coverage/matrix');
  const row = desk.getByRole('row').filter({ hasText: name });
  await expect(row.getByRole('button', { name: '空白' }).first()).toBeVisible();
  await row.getByRole('button', { name: '空白' }).first().click();

  await expect(desk.getByRole('heading', { level: 1 })).toContainText(name);
  await expect(desk.getByText('由全面核查')).toBeVisible();
  await expect(desk.getByLabel('隐患类别')).toHaveValue(code);
  await expect(desk.getByLabel('辖区')).toHaveValue('440300');
  await desk.getByLabel('部门', { exact: true }).selectOption({ label: '市应急管理局' });
  await desk.getByRole('button', { name: '看会有什么影响' }).click();
  await expect(desk.locator('[data-effects]')).toContainText('理清 1 条');
  await expect(desk.locator('[data-effects]')).toContainText(name);
  await desk.getByRole('button', { name: '保存', exact: true }).click();

  await expect(desk.getByText('职责已理清，自动关闭')).toBeVisible();
  await expect(desk.getByText('已理清', { exact: true })).toBeVisible();
  await desk.goto('/office/coverage/matrix');
  await expect(desk.getByRole('row').filter({ hasText: name })).toContainText('市应急管理局');
  await expect(desk.getByRole('row').filter({ hasText: name }).getByRole('button', { name: '空白' })).toHaveCount(0);
});

test('a finding is commented on and given to a department', async ({ browser }) => {
  const desk = await officer(browser, 'duty_officer');
  await desk.goto('/office/coverage');
  await desk.getByRole('main').getByRole('list').getByRole('link').first().click();
  await desk.getByRole('button', { name: '写一句' }).click();
  await desk.getByLabel('内容').fill('已请法制办确认。');
  await desk.getByRole('button', { name: '写一句' }).last().click();
  await expect(desk.getByText('已请法制办确认。')).toBeVisible();
  await desk.getByRole('button', { name: '指派与期限' }).click();
  await desk.getByLabel('责任部门').selectOption({ label: '光明区城市管理和综合执法局' });
  await desk.getByRole('button', { name: '指派与期限' }).last().click();
  await expect(desk.getByRole('listitem').filter({ hasText: '指派' })).toBeVisible();
  await expect(desk.getByRole('button', { name: '看会有什么影响' })).toHaveCount(0);
});

test('the map tells who is answerable at a place, and why', async ({ browser }) => {
  const desk = await officer(browser, 'auditor');
  await desk.goto('/office/coverage/lookup');
  await desk.getByLabel('隐患类别').selectOption('landfill-slope');
  await desk.getByLabel('纬度').fill('22.738');
  await desk.getByLabel('经度').fill('113.921');
  await desk.getByRole('button', { name: '查询' }).click();
  await expect(desk.locator('[data-answer]')).toContainText('光明区');
  await expect(desk.locator('[data-answer]')).toContainText('牵头');
});

test('a department follows another from a day on, and both lines stay', async ({ browser }) => {
  const desk = await officer(browser, 'administrator');
  await desk.goto('/office/coverage/lines?duty=respond&category=gas-smell&area=440300');
  const line = desk.getByRole('listitem').filter({ hasText: '燃气' }).filter({ hasText: '牵头' }).first();
  await line.getByRole('button', { name: '由另一部门接续' }).click();
  await line.getByLabel('部门', { exact: true }).selectOption({ label: '市水务局' });
  await line.getByRole('button', { name: '看会有什么影响' }).click();
  await expect(line.locator('[data-effects]')).toContainText('清单没有变化');
  await line.getByRole('button', { name: '保存', exact: true }).click();
  await expect(desk.getByRole('listitem').filter({ has: desk.locator('strong', { hasText: '市水务局' }) })).toBeVisible();
  await desk.getByLabel('时间').selectOption('');
  await expect(desk.getByRole('listitem').filter({ hasText: '至 2' })).toBeVisible();
});
