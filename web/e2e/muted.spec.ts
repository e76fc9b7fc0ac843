import { faults } from './axe';
import { signedIn } from './officers';
import { SUBSCRIBED } from './subscribed';
import { expect, test } from './test';

const HOME = JSON.stringify([{ label: 'home', lat: 22.711, lon: 113.934, words: '光明' }]);

for (const [locale, said] of [
  ['zh-CN', { open: '页面关闭时也提醒我', name: '暂停给我发预警', law: '红色预警、级别不明的预警和它们的解除仍会发给您', none: '什么预警都不发给您，红色预警也不发', on: '已暂停。', back: '预警已恢复', home: '您已暂停预警' }],
  ['en', { open: 'Warn me then, too', name: 'Send me no warnings for now', law: 'red warnings and those of unknown level still come to you', none: 'no warning comes to you, not even a red one', on: 'Paused.', back: 'Warnings come again', home: 'You paused warnings' }],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });
    test('a resident pauses warnings, reads what still comes, and has them back', async ({ page, request }) => {
      await page.addInitScript(SUBSCRIBED);
      await page.addInitScript((home) => localStorage.setItem('qunfang.places', home), HOME);
      const told = (muted: boolean) => page.waitForResponse((response) => response.request().method() === 'PUT' && response.request().postData()?.includes(`"muted":${muted}`) === true);
      await page.goto('/places');
      const pause = page.getByRole('switch', { name: said.name });
      await expect(page.getByRole('button', { name: said.open })).toBeVisible();
      await expect(pause).toHaveCount(0);
      await page.getByRole('button', { name: said.open }).click();
      await expect(pause).not.toBeChecked();
      await expect(page.getByText(said.law)).toBeVisible();

      const muted = told(true);
      await pause.click();
      expect((await muted).ok()).toBe(true);
      await expect(page.getByText(said.on)).toBeVisible();
      expect(await faults(page, 'muted')).toEqual([]);
      await page.reload();
      await expect(pause).toBeChecked();

      await page.goto('/');
      await page.getByRole('link', { name: said.home }).click();
      await expect(pause).toBeChecked();

      const who = await signedIn(request, 'administrator');
      const set = async (extremeReachesAll: boolean) => {
        const etag = (await request.get('/v1/delivery-settings', { headers: who })).headers().etag!;
        expect((await request.put('/v1/delivery-settings', { headers: { ...who, 'If-Match': etag }, data: { extremeReachesAll } })).ok()).toBe(true);
        await expect.poll(async () => ((await (await request.get('/v1/delivery-options', { headers: who })).json()) as { extremeReachesAll: boolean }).extremeReachesAll).toBe(extremeReachesAll);
      };
      await set(false);
      try {
        await page.reload();
        await expect(page.getByText(said.none)).toBeVisible();
      } finally {
        await set(true);
      }

      const heard = told(false);
      await pause.click();
      expect((await heard).ok()).toBe(true);
      await expect(page.getByText(said.back)).toBeVisible();
    });
  });
}
