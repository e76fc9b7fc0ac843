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

test('a count in the bar of a phone, and beside each queue, stands in one line', async ({ browser }, info) => {
  const desk = await officer(browser, 'duty_officer');
  await desk.setViewportSize({ width: 390, height: 844 });
  let overdue = 23;
  await desk.route(/\/v1\/cases\?/, async (route) => {
    const answer = await route.fetch();
    const page = (await answer.json()) as { counts: object };
    await route.fulfill({ response: answer, json: { ...page, counts: { ...page.counts, overdue, all: overdue, mine: overdue } } });
  });
  const lines = (of: string) => desk.locator(of).evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))));
  for (const [many, shown] of [[23, '23'], [1234, '99+']] as const) {
    overdue = many;
    await desk.goto('/office/cases');
    await expect(desk.getByRole('navigation').locator('.count').first()).toHaveText(shown);
    expect(new Set(await lines('nav .count')), shown).toEqual(new Set([1]));
    expect(new Set(await lines('[data-queue]')), 'the queues').toEqual(new Set([1]));
    await info.attach(`bar ${shown}`, { body: await desk.screenshot(), contentType: 'image/png' });
  }
  await desk.unrouteAll({ behavior: 'ignoreErrors' });
});
