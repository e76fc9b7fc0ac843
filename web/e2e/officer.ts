import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { account, unusedCode, type Account } from './officers';

const SESSION = 'qunfang.session.office';
/** What a session has to last so that a test may go on with it. */
const ENOUGH_MS = 6 * 60_000;
const desks = new Map<BrowserContext, string>();
const sessions = new Map<string, { origin: string; value: string }>();

/**
 * An officer at a desk, in a browser of their own, signed in with both factors. A session that an earlier test left is
 * gone on with: a code counts once in 30 seconds, so tests that all signed in anew would mostly wait for codes.
 */
export async function officer(browser: Browser, role: string, look: BrowserContextOptions = {}): Promise<Page> {
  const left = sessions.get(role);
  sessions.delete(role);
  const goesOn = left && (JSON.parse(left.value) as { expiresAt: number }).expiresAt > Date.now() + ENOUGH_MS;
  const storageState = goesOn ? { cookies: [], origins: [{ origin: left.origin, localStorage: [{ name: SESSION, value: left.value }] }] } : undefined;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look, storageState });
  desks.set(context, role);
  const page = await context.newPage();
  if (goesOn) {
    await page.goto('/office');
    await expect(page.getByRole('button', { name: '我的账号' })).toBeVisible();
  } else {
    await signIn(page, role);
  }
  return page;
}

/** Closes an officer's browser, or anybody's, and keeps the session for the next test. */
export async function closeDesk(context: BrowserContext): Promise<void> {
  const role = desks.get(context);
  if (role) {
    for (const { origin, localStorage } of (await context.storageState()).origins) {
      const session = localStorage.find(({ name }) => name === SESSION);
      if (session) sessions.set(role, { origin, value: session.value });
    }
    desks.delete(context);
  }
  await context.close();
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
