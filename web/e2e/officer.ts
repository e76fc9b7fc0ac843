import { expect, type Browser, type Page } from '@playwright/test';
import { account, code, type Account } from './officers';

const STEP_MS = 30_000;

/** An officer at a desk, in a browser of their own, signed in with both factors. */
export async function officer(browser: Browser, role: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await signIn(page, role);
  return page;
}

export function signIn(page: Page, role: string): Promise<void> {
  return enter(page, account(role));
}

/** A code counts once: when it was used a moment ago, the next one has to be waited for. */
export async function enter(page: Page, { email, password, totpSecret }: Account): Promise<void> {
  await page.goto('/office');
  await page.getByLabel('电子邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '下一步' }).click();
  const inside = page.getByRole('button', { name: '我的账号' });
  const refused = page.getByRole('main').getByRole('alert');
  for (let attempt = 0; attempt < 2; attempt++) {
    await page.getByLabel('动态验证码').fill(code(totpSecret));
    await page.getByRole('button', { name: '登录' }).click();
    await expect(inside.or(refused)).toBeVisible();
    if (await inside.isVisible()) return;
    await page.waitForTimeout(STEP_MS - (Date.now() % STEP_MS) + 500);
  }
  await expect(inside).toBeVisible();
}
