import { faults } from './axe';
import { closeDesk, officer } from './officer';
import { expect, test } from './test';

const mark = `${Date.now() % 1_000_000}`;

test('an administrator sees how the channels fare and adds a broadcaster, whose secret is shown once', async ({ browser }) => {
  const page = await officer(browser, 'administrator');
  await page.goto('/office/settings/channels');
  const channels = page.getByRole('list', { name: '发布渠道' });
  await expect(channels.getByRole('listitem').filter({ hasText: '手机推送' })).toContainText('未开通');
  await expect(channels.getByRole('listitem').filter({ hasText: '打开的页面' })).toContainText('等待中');
  expect(await faults(page, 'channels')).toEqual([]);

  await page.getByRole('button', { name: '添加接收方' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill(`深圳广播 ${mark}`);
  await dialog.getByLabel('地址').fill('https://192.168.1.1/cap');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('不能是本机或内网的地址。').first()).toBeVisible();
  await dialog.getByLabel('地址').fill(`https://n${mark}.example.org/cap`);
  await dialog.getByLabel('启用').uncheck();
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  expect(await faults(page, 'secret')).toEqual([]);
  await dialog.getByRole('button', { name: '已交给对方' }).click();

  const receiver = page.getByRole('listitem').filter({ hasText: `深圳广播 ${mark}` });
  await expect(receiver).toContainText('已停用');
  await expect(page.getByText(/whsec_/)).toHaveCount(0);
  await receiver.getByRole('button', { name: '修改' }).click();
  await dialog.getByLabel('只发不低于此严重程度的预警').selectOption('Severe');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(receiver).toContainText('严重程度：严重及以上');
  expect(await faults(page, 'receivers')).toEqual([]);
});

test('who keeps no channels is told so', async ({ browser }) => {
  const page = await officer(browser, 'auditor');
  await page.goto('/office/settings/channels');
  await expect(page.getByText('这个页面不对您的角色开放')).toBeVisible();
});

test('an administrator reads and sets whether extreme warnings ignore people’s wishes', async ({ browser }) => {
  const page = await officer(browser, 'administrator');
  await page.goto('/office/settings/channels');
  const card = page.getByRole('region', { name: '最严重的预警与个人意愿' });
  const box = card.getByRole('checkbox', { name: '红色预警不受个人设置限制' });
  await expect(box).toBeChecked();
  await box.uncheck();
  await expect(card).toContainText('请先确认本地法律允许');
  await card.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存，从下一条预警起生效')).toBeVisible();
  await page.reload();
  await expect(box).not.toBeChecked();
  await box.check();
  await card.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('已保存，从下一条预警起生效').last()).toBeVisible();
  await expect(box).toBeChecked();
  await closeDesk(page.context());
});
