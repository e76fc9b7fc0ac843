import { AxeBuilder } from '@axe-core/playwright';
import { choose } from './choose';
import { send } from './sending';
import { expect, test } from './test';

test('a lesson explains its answers and keeps the progress', async ({ page }) => {
  await page.goto('/learn');
  await page.getByRole('link', { name: /山坡在动/ }).click();
  await expect(page.getByRole('heading', { name: /山坡在动/ })).toBeVisible();
  await page.getByRole('button', { name: '顺着坡往下，越快越好' }).click();
  await expect(page.getByText('再想想')).toBeVisible();
  await page.getByRole('button', { name: '横着往两侧的高处' }).click();
  await expect(page.getByRole('status').filter({ hasText: '答对了' }).first()).toBeVisible();
});

test('the app and a lesson read before open without a network', async ({ page, context }) => {
  test.skip(Boolean(process.env.QUNFANG_E2E_URL?.includes('5199')), 'The development server has no service worker.');
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const kinds = page.waitForResponse('**/v1/categories*');
  const districts = page.waitForResponse('**/v1/areas*');
  await page.goto('/report');
  await kinds;
  await districts;
  await page.goto('/learn/signs-of-a-moving-slope');
  await expect(page.getByRole('heading', { name: /山坡在动/ })).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: /山坡在动/ })).toBeVisible();
  await page.goto('/report');
  await page.getByRole('button', { name: '燃气味、燃气泄漏' }).click();
  await page.getByLabel('区', { exact: true }).selectOption({ label: '光明区' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('看到的情况').fill('楼道里有燃气味');
  await send(page);
  await expect(page.getByRole('heading', { name: '已保存，等待网络' })).toBeVisible();
  await page.goto('/reports');
  await expect(page.getByRole('link', { name: '燃气味、燃气泄漏' })).toBeVisible();
});

test('the page speaks the language chosen, also after closing it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('link', { name: /Report a hazard/ })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a volunteer registers', async ({ page }) => {
  await page.goto('/help/volunteer');
  await page.getByLabel('姓名').fill('王芳');
  await page.getByLabel('电话').fill('+86 138 0000 0000');
  await page.getByLabel('出生年份').fill('1990');
  await choose(page, 'checkbox', '急救');
  await page.getByLabel('居住的区').selectOption({ label: '光明区' });
  await page.getByRole('checkbox', { name: /我同意保存/ }).check();
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByRole('status').filter({ hasText: '已登记，待核实' })).toBeVisible();
});

test('a form says itself, in the language of the page, what is missing, and leads there', async ({ page }) => {
  await page.goto('/help/volunteer');
  await page.getByRole('button', { name: '登记' }).click();
  const name = page.getByLabel('姓名');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription('此项必填');
  await expect(page.getByLabel('居住的区')).toHaveAccessibleDescription('请选择');
  await expect(page.getByRole('checkbox', { name: /我同意保存/ })).toHaveAccessibleDescription('请先勾选');
  await page.getByLabel('出生年份').fill('1800');
  await page.getByRole('button', { name: '登记' }).click();
  await expect(page.getByLabel('出生年份')).toHaveAccessibleDescription(/应在 \d+ 到 \d+ 之间/);
  await name.fill('王芳');
  await expect(name).toHaveAccessibleDescription('');
});

test('an organisation registers, offers a resource, changes and withdraws it', async ({ page }) => {
  await page.goto('/org/register');
  await page.getByLabel('名称（中文）').fill('深圳蓝海救援队');
  await choose(page, 'radio', '救援队');
  await page.getByLabel('统一社会信用代码').fill(`5244${Date.now()}`);
  await page.getByLabel('姓名').fill('赵强');
  await page.getByLabel('电话').fill('+86 139 0000 0000');
  await page.getByRole('button', { name: '登记单位' }).click();
  await expect(page.getByRole('heading', { name: '深圳蓝海救援队' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: '提供资源' }).click();
  await page.getByLabel('什么资源').selectOption('excavator');
  await page.getByLabel('数量').fill('2');
  await page.getByLabel('存放在哪个区').selectOption({ label: '光明区' });
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('2 台（件）')).toBeVisible();
  const faults = async () => (await new AxeBuilder({ page }).analyze()).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeHidden();
  expect(await faults()).toEqual([]);

  await page.getByRole('main').getByRole('link', { name: '修改' }).click();
  await expect(page.getByLabel('存放在哪个区')).toHaveValue(/\d+/);
  expect(await faults()).toEqual([]);
  await page.getByLabel('数量').fill('3');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('3 台（件）')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: '撤回' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
  await expect(page.getByText('3 台（件）')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`pages in ${colorScheme} colours have no fault that a checker of accessibility can find`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const faults: string[] = [];
    for (const path of ['/', '/report', '/reports', '/warnings', '/learn', '/learn/signs-of-a-moving-slope', '/places', '/map', '/help', '/help/volunteer', '/privacy', '/overdue', '/nowhere', '/org', '/org/register', '/org/nowhere']) {
      await page.goto(path);
      await expect(page.locator('h1').first()).toBeVisible();
      await expect(page.locator('main .skeleton')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-map').analyze();
      faults.push(...violations.map((one) => `${path} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`));
    }
    expect(faults).toEqual([]);
  });
}
