import { AxeBuilder } from '@axe-core/playwright';
import { enter, officer } from './officer';
import type { Account } from './officers';
import { expect, test, type Locator, type Page } from './test';

const shown = async (dialog: Locator, name: string) => (await dialog.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd').textContent()) ?? '';
const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);

test('an administrator makes an officer, who changes the password; who lost the phone gets a new secret and is out everywhere', async ({ browser }) => {
  test.setTimeout(180_000);
  const email = `new-${Date.now()}@qunfang.example`;
  const administrator = await officer(browser, 'administrator');
  await administrator.getByRole('link', { name: '人员' }).click();
  await administrator.getByRole('button', { name: '新增人员' }).click();
  const dialog = administrator.getByRole('dialog');
  expect(await faults(administrator)).toEqual([]);
  await dialog.getByLabel('电子邮箱').fill(email);
  await dialog.getByLabel('姓名').fill('赵新');
  await dialog.getByRole('checkbox', { name: '经办员' }).check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toContainText('只显示这一次');
  expect(await faults(administrator)).toEqual([]);
  const made: Account = { email, password: await shown(dialog, '密码'), totpSecret: await shown(dialog, '动态验证码密钥') };
  await dialog.getByRole('button', { name: '关闭' }).click();

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, locale: 'zh-CN' });
  const desk = await context.newPage();
  await enter(desk, made);
  await desk.getByRole('button', { name: '赵新' }).click();
  await desk.getByRole('button', { name: '修改密码' }).click();
  await desk.getByLabel('原密码').fill('a guess');
  await desk.getByLabel('新密码', { exact: true }).fill('seven brave cranes');
  await desk.getByLabel('再输入一次新密码').fill('seven brave cranes');
  await desk.getByRole('dialog').getByRole('button', { name: '修改密码' }).click();
  await expect(desk.getByRole('dialog').getByRole('alert')).toContainText('原密码不正确');
  await desk.getByLabel('原密码').fill(made.password);
  await desk.getByRole('dialog').getByRole('button', { name: '修改密码' }).click();
  await expect(desk.getByText('密码已修改')).toBeVisible();
  await desk.reload();
  await expect(desk.getByRole('heading', { name: '案件', level: 1 })).toBeVisible();

  await administrator.getByLabel('按姓名、邮箱查找').fill(email);
  const card = administrator.getByRole('listitem').filter({ hasText: email });
  await card.getByRole('button', { name: '重置登录' }).click();
  await dialog.getByRole('button', { name: '重置登录' }).click();
  await expect(dialog).toContainText('只显示这一次');
  const totpSecret = await shown(dialog, '动态验证码密钥');
  expect(totpSecret).not.toBe(made.totpSecret);
  await desk.reload();
  await expect(desk.getByRole('heading', { name: '登录工作台' })).toBeVisible();
  await enter(desk, { email, password: 'seven brave cranes', totpSecret });
});
