import { test as plain } from '@playwright/test';
import { closeDesk } from './officer';

export { expect } from '@playwright/test';
export type { APIRequestContext, Browser, Locator, Page } from '@playwright/test';

/** Whatever windows a test opened beside its own are closed behind it: each has maps and a live stream that go on. */
export const test = plain.extend<{ closed: undefined }>({
  closed: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use(undefined);
      await Promise.all(browser.contexts().filter((one) => !before.has(one)).map(closeDesk));
    },
    { auto: true },
  ],
});
