import { AxeBuilder } from '@axe-core/playwright';
import { send } from './sending';
import { expect, test, type Page } from './test';
import { publish, setHome } from './warnings';

/** What a checker of accessibility finds, and whether the page is wider than the screen. */
async function faultsOf(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-map').analyze();
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [...violations.map((one) => `${where} ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`), ...(beyond > 0 ? [`${where} is ${beyond} px too wide`] : [])];
}

test('every page on the way of a report and of a warning fits a phone and has no fault of accessibility', async ({ page, request }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const faults: string[] = [];
  const look = async (where: string) => void faults.push(...(await faultsOf(page, where)));

  await page.goto('/report');
  await page.getByRole('button', { name: '渣土受纳场、填埋场边坡' }).click();
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText('精度约 25')).toBeVisible();
  await look('where');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('看到的情况').fill('裂缝很长，一直伸到路边，旁边的墙也开了，看起来越来越宽，请尽快来人看一看'.repeat(3));
  await look('words');
  await page.getByRole('button', { name: '取消' }).click();
  await look('giving up');
  await page.getByRole('button', { name: '继续写' }).click();
  await send(page);
  await expect(page.getByRole('heading', { name: /已送达|已加入同一案件/ })).toBeVisible();
  await look('sent');
  await page.getByRole('link', { name: '查看进展' }).click();
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible();
  await look('track');
  for (const path of ['/', '/reports', '/map']) {
    await page.goto(path);
    await expect(page.locator('main .card').first()).toBeVisible();
    await look(path);
  }
  await expect(page.getByRole('listitem').getByText(/光明区 · 凤凰街道/).first()).toBeVisible();

  await setHome(page);
  const { id, cancel } = await publish(request, 'actual');
  await page.goto('/');
  await expect(page.getByRole('alert').locator('section').first()).toBeVisible();
  await look('alert');
  await page.goto(`/warnings/${id}`);
  await expect(page.getByText('在影响范围内：您的家')).toBeVisible();
  await look('warning');
  await cancel();
  expect(faults).toEqual([]);
});
