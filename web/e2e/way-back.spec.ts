import { faults, overflow } from './axe';
import { choose } from './choose';
import { expect, test, type Page } from './test';

const PHONE = { viewport: { width: 390, height: 844 } };
const code = (page: Page) => page.getByRole('region', { name: /^(恢复码|Recovery code)$/ });
const written = async (page: Page) => ((await code(page).locator('.code').textContent()) ?? '').trim().split(/\s+/);

/** Nothing is wider than the phone, and nobody is left out. */
async function isFair(page: Page): Promise<void> {
  expect(await overflow(page)).toBe(0);
  expect(await faults(page, page.url())).toEqual([]);
}

async function comeBack(page: Page, typed: string): Promise<void> {
  await page.getByText('我已经登记过').click();
  await page.getByLabel('输入登记时抄下的恢复码').fill(typed);
  await page.getByRole('button', { name: '回到我的登记' }).click();
}

test('an organisation comes back in another browser with what it wrote down, and the first one is signed out', async ({ browser, page }) => {
  test.setTimeout(120_000);
  const name = `光明应急志愿队 ${Date.now()}`;
  await page.goto('/org/register');
  await page.getByLabel('名称（中文）').fill(name);
  await choose(page, 'radio', '救援队');
  await page.getByLabel('统一社会信用代码').fill(`WB${Date.now()}`);
  await page.getByLabel('姓名').fill('李明');
  await page.getByLabel('电话').fill('+86 139 0000 0000');
  await page.getByRole('button', { name: '登记单位' }).click();
  await expect(code(page)).toBeFocused();
  await isFair(page);
  const first = await written(page);
  expect(first.map((group) => group.length)).toEqual([5, 5, 5, 5, 5]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await code(page).getByRole('button', { name: '复制' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first.join('-'));
  await code(page).getByRole('button', { name: '我已抄好' }).click();
  await expect(code(page)).toHaveCount(0);
  await expect(page.getByText('恢复码生成于')).toBeVisible();
  await page.reload();
  await expect(page.getByText('恢复码生成于')).toBeVisible();
  await expect(page.getByText(first[0]!)).toHaveCount(0);

  const other = await (await browser.newContext({ ...PHONE, locale: 'zh-CN' })).newPage();
  await other.goto('/org');
  await comeBack(other, first.join('').slice(0, -1));
  await expect(other.getByText(/有一处写错了/)).toBeVisible();
  await isFair(other);
  await other.getByLabel('输入登记时抄下的恢复码').fill(` ${first.join(' ').toLowerCase().replaceAll('0', 'o')} `);
  await other.getByRole('button', { name: '回到我的登记' }).click();
  await expect(code(other)).toContainText('原来的恢复码已用掉');
  await expect(other.getByRole('status').filter({ hasText: '已回到您的登记' })).toContainText(`${name} · `);
  await expect(other.getByRole('main').getByRole('link', { name: '登记单位' }), 'nobody is asked to register again').toHaveCount(0);
  await isFair(other);
  const second = await written(other);
  expect(second).not.toEqual(first);
  await code(other).getByRole('button', { name: '我已抄好' }).click();
  await expect(other.getByRole('heading', { name })).toBeVisible();

  await other.getByRole('button', { name: '换一个恢复码' }).click();
  await expect(other.getByText('以前抄下的恢复码立即失效。')).toBeVisible();
  await other.getByRole('button', { name: '换新的' }).click();
  await expect(code(other)).toBeVisible();
  expect(await written(other)).not.toEqual(second);

  const third = await (await browser.newContext({ ...PHONE, locale: 'zh-CN' })).newPage();
  await third.goto('/org');
  await comeBack(third, second.join(''));
  await expect(third.getByText(/没有这个恢复码，或者它已经用过/)).toBeVisible();

  // The first browser's token lives for some minutes; then it is refused.
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('qunfang.session.resident')!) as object;
    localStorage.setItem('qunfang.session.resident', JSON.stringify({ ...kept, expiresAt: 0 }));
  });
  await page.reload();
  await expect(page.getByText('我已经登记过')).toBeVisible();
});

test('a volunteer on a phone does the same, in English', async ({ browser }) => {
  const english = { ...PHONE, locale: 'en' };
  const page = await (await browser.newContext(english)).newPage();
  await page.goto('/help/volunteer');
  await page.getByLabel('Name').fill('Li Ming');
  await page.getByLabel('Phone').fill('+86 139 0000 0000');
  await page.getByLabel('Year of birth').fill('1988');
  await page.locator('select').first().selectOption({ index: 1 });
  await page.getByRole('checkbox').last().check();
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(code(page)).toContainText('Write this recovery code down');
  await isFair(page);
  const first = await written(page);

  const other = await (await browser.newContext(english)).newPage();
  await other.goto('/help/volunteer');
  await other.getByLabel('Name').fill('Li');
  await other.getByText('I have registered already').click();
  await other.getByLabel('The recovery code you wrote down').fill(first.join('-'));
  await other.getByRole('button', { name: 'Get back in' }).click();
  await expect(other.getByRole('status').filter({ hasText: 'Your registration is back' })).toContainText('Li Ming · Registered, to be verified');
  await expect(other.getByRole('button', { name: 'Register', exact: true }), 'no empty form looks like a lost registration').toHaveCount(0);
  await isFair(other);
  await code(other).getByRole('button', { name: 'I have written it down' }).click();
  await expect(other.getByRole('button', { name: 'Make a new code' })).toBeVisible();
  await expect(other.getByRole('status').first()).toContainText('Registered');
});
