import type { Page } from '@playwright/test';
import { officer } from './officer';
import { expect, test } from './test';

const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a site whose inspection is overdue fits on a phone in English', async ({ browser }) => {
  const desk = await officer(browser, 'duty_officer');
  await desk.setViewportSize({ width: 390, height: 844 });
  await desk.goto('/office/sites');
  await desk.getByRole('button', { name: 'English' }).click();
  await desk.route(/\/v1\/sites\/[0-9a-f-]+$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), inspectionLate: true, inspectionDue: '2026-11-01' } });
  });
  await desk.getByRole('listitem').getByRole('link').first().click();
  await expect(desk.getByText(/inspection overdue/)).toBeVisible();
  expect(await wide(desk)).toBe(390);
});

test('the queue fits on a phone of 360 pixels however long its clocks are', async ({ browser }) => {
  const desk = await officer(browser, 'duty_officer');
  await desk.setViewportSize({ width: 360, height: 780 });
  await desk.route(/\/v1\/cases\?/, async (route) => {
    const answer = await route.fetch();
    const page = (await answer.json()) as { items: object[] };
    const late = { kind: 'acknowledge', due: new Date(Date.now() - (123 * 24 + 23) * 3_600_000).toISOString() };
    await route.fulfill({ response: answer, json: { ...page, items: page.items.map((item) => ({ ...item, deadline: late })) } });
  });
  await desk.goto('/office/cases?queue=all');
  await expect(desk.getByText(/逾期|超/).first()).toBeVisible();
  await desk.getByRole('button', { name: 'English' }).click();
  await expect(desk.getByText(/123 days/).first()).toBeVisible();
  expect(await wide(desk)).toBe(360);
});
