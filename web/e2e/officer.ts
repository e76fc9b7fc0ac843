import { expect, type Browser, type Page } from '@playwright/test';
import { account, unusedCode, type Account } from './officers';

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

export async function enter(page: Page, { email, password, totpSecret }: Account): Promise<void> {
  await page.goto('/office');
  await page.getByLabel('电子邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '下一步' }).click();
  // A process that was started anew does not know which codes were used before.
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.getByLabel('动态验证码').fill(await unusedCode(totpSecret));
    const answered = page.waitForResponse('**/v1/auth/login');
    await page.getByRole('button', { name: '登录' }).click();
    if ((await answered).ok()) break;
  }
  await expect(page.getByRole('button', { name: '我的账号' })).toBeVisible();
}
