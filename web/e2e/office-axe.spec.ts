import { faults, overflow } from './axe';
import { closeDesk, officer } from './officer';
import { signedIn } from './officers';
import { expect, test } from './test';
import { uuidv7 } from '../src/lib/ids';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const PAGES = {
  duty_officer: ['/office/cases?queue=all', '/office/cases?queue=all&q=nothing-fits', '{case}', '/office/consultations', '/office/partners', '/office/partners/organisations', '/office/partners/resources', '/office/sites', '/office/sites/new', '{site}', '{site}/inspect', '/office/coverage', '/office/coverage/matrix', '/office/coverage/lines', '/office/coverage/lookup', '/office/nowhere'],
  warning_author: ['/office/warnings', '/office/warnings/new'],
  auditor: ['/office/audit'],
  administrator: ['/office/officers', '/office/deadlines', '/office/deadlines/calendar', '/office/playbooks', '/office/playbooks/new', '/office/factors', '/office/settings/categories', '/office/settings/categories/new', '{category}', '/office/settings/departments', '/office/settings/departments/new', '{department}', '/office/settings/areas', '/office/settings/areas?at=440311', '/office/settings/areas/new', '{area}', '/office/settings/areas/import'],
} as const;
const STEPS = ['受理', '写备注', '重新评分'];

test.beforeAll('a case to look at', async ({ request }) => {
  const anonymous = await (await request.post('/v1/auth/anonymous', { data: {} })).json() as { accessToken: string };
  const sent = await request.put(`/v1/reports/${uuidv7()}`, {
    headers: { Authorization: `Bearer ${anonymous.accessToken}` },
    data: { category: 'landfill-slope', description: '坡面开裂', language: 'zh-CN', visibility: 'public', observedAt: new Date().toISOString(), location: { lat: 22.78, lon: 113.93, accuracyMeters: 20 }, answers: { cracks: 'widening' } },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`officials' pages in ${colorScheme} colours have no fault that a checker of accessibility can find`, async ({ browser, request }) => {
    test.setTimeout(300_000);
    const { items } = (await (await request.get('/v1/cases?limit=1', { headers: await signedIn(request, 'officer:guangming-urban-management') })).json()) as { items: { id: string }[] };
    const sites = (await (await request.get('/v1/sites?limit=1', { headers: await signedIn(request, 'officer:guangming-housing') })).json()) as { items: { id: string }[] };
    const headers = await signedIn(request, 'administrator');
    const named: Record<string, string> = {};
    for (const [name, list, code] of [['category', 'categories', 'landfill-slope'], ['department', 'departments', 'city-housing'], ['area', 'areas', '440311']] as const) {
      const { items: all } = (await (await request.get(`/v1/${list}?limit=200`, { headers })).json()) as { items: { id: string; code: string }[] };
      named[`{${name}}`] = `/office/settings/${list}/${all.find((one) => one.code === code)!.id}`;
    }
    const found: string[] = [];
    for (const [role, pages] of Object.entries(PAGES)) {
      const page = await officer(browser, role, { viewport: WIDE, colorScheme, reducedMotion: 'reduce' });
      for (const path of pages.map((one) => named[one] ?? one.replace('{case}', `/office/cases/${items[0]!.id}`).replace('{site}', `/office/sites/${sites.items[0]!.id}`))) {
        await page.goto(path);
        found.push(...(await faults(page, path)));
        await page.setViewportSize(NARROW);
        expect(await overflow(page), `${path} at ${NARROW.width} pixels`).toBe(0);
        await page.setViewportSize(WIDE);
      }
      await closeDesk(page.context());
    }
    expect(found).toEqual([]);
  });
}

test('the forms of a case and the sign-in have none either, in both languages', async ({ browser, request }) => {
  const { items } = (await (await request.get('/v1/cases?limit=1', { headers: await signedIn(request, 'officer:guangming-urban-management') })).json()) as { items: { id: string }[] };
  const page = await officer(browser, 'officer:guangming-urban-management', { viewport: WIDE, reducedMotion: 'reduce' });
  await page.goto(`/office/cases/${items[0]!.id}`);
  const found: string[] = [];
  for (const step of STEPS) {
    await page.getByRole('region', { name: '下一步' }).getByRole('button', { name: step, exact: true }).click();
    found.push(...(await faults(page, step)));
    await page.getByRole('button', { name: '取消' }).click();
  }
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Next step' })).toBeVisible();
  found.push(...(await faults(page, 'case in English')));
  const nobody = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await nobody.goto('/office');
  found.push(...(await faults(nobody, 'sign-in')));
  expect(found).toEqual([]);
});
