import { faults, overflow } from './axe';
import { officer } from './officer';
import { signedIn } from './officers';
import { expect, test, type APIRequestContext } from './test';

interface Listed {
  id: string;
  code: string;
  version: number;
}

async function listed(request: APIRequestContext, kind: string, code: string): Promise<Listed & Record<string, unknown>> {
  const { items } = (await (await request.get(`/v1/${kind}?limit=200`, { headers: await signedIn(request, 'administrator') })).json()) as { items: Listed[] };
  return items.find((one) => one.code === code) as Listed & Record<string, unknown>;
}

const once = () => Date.now().toString(36).slice(-6);

test('a category is made with its questions, tried out before it is saved, and nobody’s words are lost', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const code = `bulge-${once()}`;
  const page = await officer(browser, 'administrator');
  await page.goto('/office/settings/categories');
  await page.getByRole('link', { name: '新类别' }).click();
  await page.getByRole('button', { name: '建立类别' }).click();
  await expect(page.getByText('每处文字都要写两种语言')).toBeVisible();
  const names = page.getByRole('region', { name: '名称与归属' });
  await names.getByLabel('名称（中文）').fill('坡面鼓包');
  await names.getByLabel('名称（英文）').fill('Bulging slope');
  await names.getByLabel('代码').first().fill(code);
  await names.getByLabel('上级类别').selectOption('slope');
  const base = page.getByRole('region', { name: '基础分' });
  await base.getByLabel('可能性的理由（中文）').fill('鼓包常在滑动之前');
  await base.getByLabel('可能性的理由（英文）').fill('bulges come before slides');
  await base.getByLabel('后果的理由（中文）').fill('坡下多有人');
  await base.getByLabel('后果的理由（英文）').fill('people live below');
  await page.getByRole('button', { name: '加一个问题' }).click();
  const question = page.getByRole('group', { name: '问题 1' });
  await question.getByLabel('问题（中文）').fill('鼓包在变大吗？');
  await question.getByLabel('问题（英文）').fill('Is it growing?');
  const yes = question.getByRole('group', { name: '回答 1' });
  await yes.getByRole('button', { name: '加一条影响' }).click();
  await yes.getByLabel('怎样影响').selectOption('atLeast');
  await yes.getByLabel('分', { exact: true }).selectOption('5');
  await yes.getByLabel('理由（中文）').fill('正在滑动');
  await yes.getByLabel('理由（英文）').fill('it is moving');
  const trial = page.getByRole('region', { name: '试算' });
  await expect(trial.locator('[data-result]')).toHaveText('可能性 3 × 后果 3 = 9');
  await trial.getByLabel('鼓包在变大吗？').selectOption({ label: '有' });
  await expect(trial.locator('[data-result]')).toHaveText('可能性 5 × 后果 3 = 15');
  await expect(trial).toContainText('至少 5');

  await page.reload();
  await expect(page.getByText('接着您没保存的内容写')).toBeVisible();
  await expect(page.getByRole('region', { name: '名称与归属' }).getByLabel('名称（中文）')).toHaveValue('坡面鼓包');
  await page.getByRole('button', { name: '建立类别' }).click();
  await expect(page.getByText('类别已保存').last()).toBeVisible();

  const made = await listed(request, 'categories', code);
  expect(made).toMatchObject({ parentCode: 'slope', reportable: true, questions: [{ text: { en: 'Is it growing?' } }] });
  await page.getByRole('link', { name: '坡面鼓包' }).click();
  await page.getByRole('region', { name: '判重' }).getByLabel('半径（米）').fill('80');
  const { id, version, ...theirs } = made;
  const other = await request.put(`/v1/categories/${id}`, { headers: { ...(await signedIn(request, 'administrator')), 'If-Match': `"${version}"` }, data: { ...theirs, icon: 'wall' } });
  expect(other.ok(), await other.text()).toBe(true);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('您写的时候，别人先改了这一项')).toBeVisible();
  await expect(page.getByText('对方改了：图标。')).toBeVisible();
  await page.getByRole('button', { name: '保留我写的' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => listed(request, 'categories', code)).toMatchObject({ duplicateRadiusMeters: 80, version: version + 2 });

  await page.getByRole('link', { name: '坡面鼓包' }).click();
  await page.getByLabel('停用').check();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect.poll(() => listed(request, 'categories', code)).toMatchObject({ retired: true, reportable: false });
  await expect(page.getByRole('link', { name: '坡面鼓包' })).toHaveCount(0);
  await page.getByLabel('也看停用的').check();
  await expect(page.getByRole('link', { name: '坡面鼓包' })).toBeVisible();
});

test('a department gets a superior and contacts, a circle is refused in words, and its handovers are counted', async ({ browser, request }) => {
  test.setTimeout(120_000);
  const code = `bureau-${once()}`;
  const page = await officer(browser, 'administrator');
  await page.goto('/office/settings/departments/new');
  const names = page.getByRole('region', { name: '名称与上级' });
  await names.getByLabel('名称（中文）').fill('测试巡查队');
  await names.getByLabel('名称（英文）').fill('Test Patrol');
  await names.getByLabel('代码').fill(code);
  await names.getByLabel('上级部门').selectOption('city-housing');
  await expect(page.getByText(/逾期升级：/)).toBeVisible();
  await page.getByRole('button', { name: '加一个联系方式' }).click();
  await page.getByRole('button', { name: '建立部门' }).click();
  await expect(page.getByText('至少 3 个字符，要有数字')).toBeVisible();
  await page.getByLabel('号码或地址 1').fill('0755-12345');
  await page.getByRole('button', { name: '建立部门' }).click();
  await expect(page.getByText('部门已保存')).toBeVisible();
  const row = page.getByRole('listitem').filter({ hasText: code });
  await expect(row).toContainText('0 人，0 项职责');
  await expect(row).toContainText('没有收到过移交');

  const patrol = await listed(request, 'departments', code);
  expect(patrol).toMatchObject({ superiorCode: 'city-housing', channels: [{ type: 'phone', value: '0755-12345' }] });
  const top = await request.post('/v1/departments', { headers: { ...(await signedIn(request, 'administrator')), 'Idempotency-Key': crypto.randomUUID() }, data: { code: `${code}-top`, name: { 'zh-CN': '测试总队', en: 'Test Corps' } } });
  expect(top.ok(), await top.text()).toBe(true);
  await page.goto(`/office/settings/departments/${((await top.json()) as Listed).id}`);
  await expect(page.getByLabel('上级部门')).toBeVisible();
  const { id, version, ...input } = patrol;
  const moved = await request.put(`/v1/departments/${id}`, { headers: { ...(await signedIn(request, 'administrator')), 'If-Match': `"${version}"` }, data: { ...input, superiorCode: `${code}-top` } });
  expect(moved.ok(), await moved.text()).toBe(true);
  await page.getByLabel('上级部门').selectOption(code);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('否则形成循环').first()).toBeVisible();

  await page.goto(`/office/settings/departments/${(await listed(request, 'departments', 'city-housing')).id}`);
  const facts = page.getByRole('region', { name: '移交、人员与职责' });
  await expect(facts.locator('[data-figure=refused]')).toHaveText(/^\d+$/);
  await expect(facts).toContainText('今天有效的职责');
});

test('an area is made, renamed without its boundary, ended, and areas come from a file with what was refused', async ({ browser }) => {
  test.setTimeout(120_000);
  const code = `990${once()}`;
  const page = await officer(browser, 'administrator');
  await page.goto('/office/settings/areas?at=440311');
  await expect(page.getByRole('heading', { name: '光明区' })).toBeVisible();
  await page.getByRole('link', { name: '新辖区' }).click();
  const names = page.getByRole('region', { name: '名称与归属' });
  await expect(names.getByLabel('上级辖区')).toHaveValue('440311');
  await names.getByLabel('名称（中文）').fill('测试街道');
  await names.getByLabel('名称（英文）').fill('Test Street');
  await names.getByLabel('代码').fill(code);
  await page.getByRole('button', { name: '建立辖区' }).click();
  await expect(page.getByText('至少要三个角点')).toBeVisible();
  await page.getByLabel('角点', { exact: true }).fill('22.75, 113.90\n22.75, 113.92\n22.77, 113.92');
  await page.getByLabel('生效日').fill('2018-01-01');
  await page.getByRole('button', { name: '建立辖区' }).click();
  await expect(page.getByRole('heading', { name: '测试街道' })).toBeVisible();

  await page.getByRole('link', { name: '修改' }).click();
  await page.getByRole('region', { name: '名称与归属' }).getByLabel('名称（中文）').fill('改名街道');
  await page.getByLabel('终止日').fill('2000-01-01');
  await expect(page.getByLabel('生效日'), 'since when it holds stays').not.toBeEditable();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('终止日须晚于生效日')).toBeVisible();
  await page.getByLabel('终止日').fill('2020-01-01');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('不早于今天').first()).toBeVisible();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('终止日').fill(today);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('heading', { name: '改名街道' })).toBeVisible();
  await expect(page.getByText(`自 2018-01-01 起有效，${today} 起不再有效`)).toBeVisible();

  await page.goto('/office/settings/areas/import');
  await page.getByLabel('GeoJSON 文件').setInputFiles({ name: 'broken.geojson', mimeType: 'application/geo+json', buffer: Buffer.from('{"type":') });
  await expect(page.getByText('这不是 JSON 文件，或者不完整')).toBeVisible();
  // Below a district of the city: a second root would be another city beside it.
  const square = (at: number) => ({ type: 'Polygon', coordinates: [[[at, 22.79], [at + 0.001, 22.79], [at + 0.001, 22.791], [at, 22.791], [at, 22.79]]] });
  const file = {
    type: 'FeatureCollection',
    features: [
      { type: 'Feature', properties: { adcode: `${code}1`, name: '甲社区', level: 'community', parent: '440311' }, geometry: square(113.98) },
      { type: 'Feature', properties: { adcode: `${code}2`, name: '乙社区', level: 'community', parent: '440311' }, geometry: { type: 'Polygon', coordinates: [[[113.982, 22.79], [113.983, 22.791], [113.983, 22.79], [113.982, 22.791], [113.982, 22.79]]] } },
      { type: 'Feature', properties: { adcode: `${code}3`, name: null, level: 'community', parent: '440311' }, geometry: square(113.984) },
    ],
  };
  await page.getByLabel('GeoJSON 文件').setInputFiles({ name: 'areas.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify(file)) });
  await expect(page.getByText('文件里有 3 个要素')).toBeVisible();
  await expect(page.getByLabel('代码', { exact: true })).toHaveValue('adcode');
  await page.getByRole('button', { name: '导入 3 个要素' }).click();
  const result = page.getByRole('status', { name: '导入结果' });
  await expect(result.locator('[data-count=created]')).toHaveText('2');
  await expect(result.locator('[data-count=refused]')).toHaveText('1');
  await expect(result.getByText('退回的要素')).toBeVisible();
  await expect(result.getByText('自动修好的边界')).toBeVisible();
  await expect(result).toContainText('第 3 个');
});

test('the settings read well in English, on a phone, and with the keyboard alone', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await officer(browser, 'administrator', { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  await page.goto('/office/settings/categories');
  await page.getByRole('button', { name: 'English' }).click();
  const found: string[] = [];
  for (const path of ['categories', 'categories/new', 'departments', 'departments/new', 'areas?at=440300', 'areas/new', 'areas/import']) {
    await page.goto(`/office/settings/${path}`);
    found.push(...(await faults(page, path)));
    expect(await overflow(page), path).toBe(0);
  }
  expect(found).toEqual([]);
  await page.goto('/office/settings/categories');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('landfill-slope');
  await expect(page.getByRole('list', { name: 'Hazard categories' }).getByRole('listitem')).toHaveCount(1);
  const link = page.getByRole('list', { name: 'Hazard categories' }).getByRole('link');
  for (let step = 0; step < 3 && !(await link.evaluate((one) => one === document.activeElement)); step++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Try it out' })).toBeVisible();
});
