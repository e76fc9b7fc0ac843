import { officer } from './officer';
import { expect, test } from './test';
import { HEADLINE, publish, setHome } from './warnings';

test('an update is drafted from the warning in force, approved by another officer, and takes its place on an open page', async ({ page, browser, request }) => {
  test.setTimeout(180_000);
  const { id } = await publish(request, 'actual');
  const later = `险情扩大，请立即撤离（${Date.now() % 100_000}）`;

  const author = await officer(browser, 'warning_author');
  await author.goto(`/office/warnings/${id}`);
  await author.getByRole('link', { name: '更新预警' }).click();
  await expect(author.getByRole('heading', { level: 1, name: '更新预警' })).toBeVisible();
  await expect(author.locator('[name="zh-CN-headline"]')).toHaveValue(HEADLINE);
  await expect(author.getByRole('radio', { name: /演练/ })).toHaveCount(0);
  await author.locator('[name="zh-CN-headline"]').fill(later);
  await author.locator('[name="prepare-clear"]').check();
  for (const [name, text] of Object.entries({
    'clear-zh-CN-headline': '红坳险情解除', 'clear-zh-CN-description': '坡体已稳定。', 'clear-zh-CN-instruction': '可以回家，请走主路。',
    'clear-en-headline': 'Hongao is safe again', 'clear-en-description': 'The slope is stable.', 'clear-en-instruction': 'Go home by the main road.',
  })) await author.locator(`[name="${name}"]`).fill(text);
  await author.getByRole('button', { name: '保存草稿' }).click();
  await expect(author.getByText('核准后将取代现行预警')).toBeVisible();
  const updateId = author.url().split('/').pop()!;
  await author.getByRole('button', { name: '提交核准' }).click();
  const submit = author.getByRole('dialog');
  await submit.locator('[name="area-name"]').fill('红坳村');
  await submit.getByRole('button', { name: '提交核准' }).click();
  await expect(author.getByText('谁写的谁不能核准')).toBeVisible();

  await setHome(page);
  await page.goto('/');
  const banner = page.getByRole('alert').locator('section');
  await expect(banner.filter({ hasText: HEADLINE })).toBeVisible();

  const approver = await officer(browser, 'warning_approver');
  await approver.goto(`/office/warnings/${updateId}`);
  await expect(approver.getByText('红坳险情解除')).toBeVisible();
  await approver.getByRole('button', { name: '核准并发布' }).click();
  const confirm = approver.getByRole('dialog');
  await confirm.getByRole('checkbox', { name: /我已读完/ }).check();
  await confirm.locator('[name="area-name"]').fill('Hongao village');
  await confirm.getByRole('button', { name: /核准并发给/ }).click();
  await expect(approver.getByText('已发布', { exact: true }).first()).toBeVisible();

  await expect(banner.filter({ hasText: later })).toBeVisible();
  await expect(banner.filter({ hasText: HEADLINE })).toHaveCount(0);
  await page.goto(`/warnings/${id}`);
  await page.getByRole('link', { name: '查看现在有效的预警' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(later);

  await author.goto(`/office/warnings/${id}`);
  await expect(author.getByText('已有更新的预警取代本条。')).toBeVisible();
  await approver.getByRole('button', { name: '解除预警' }).click();
  await expect(confirm).toContainText('可以回家，请走主路。');
  await confirm.getByLabel('为什么解除').fill('坡体已稳定。');
  await confirm.getByRole('button', { name: '解除预警' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('红坳险情解除');
});
