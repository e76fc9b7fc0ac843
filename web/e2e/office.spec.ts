import { ownPosition } from './place';
import { fillIn, send } from './sending';
import { officer } from './officer';
import { expect, test, type Browser, type Page } from './test';

const PHOTO = 'public/icons/icon-512.png';
const GUANGMING = { latitude: 22.7382, longitude: 113.9215 };
const DAPENG = { latitude: 22.592, longitude: 114.477 };


async function resident(browser: Browser, place: typeof GUANGMING): Promise<Page> {
  const context = await browser.newContext({ geolocation: { ...place, accuracy: 20 }, permissions: ['geolocation'], locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  return context.newPage();
}

async function report(page: Page, words: string): Promise<void> {
  await fillIn(page, '渣土受纳场、填埋场边坡', 20, words);
  await send(page);
  await expect(page.getByRole('heading', { name: '已送达' })).toBeVisible();
}

async function liveAt(browser: Browser, place: typeof GUANGMING): Promise<Page> {
  const page = await resident(browser, place);
  await page.goto('/places');
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await expect(page.getByText('精度约 20')).toBeVisible();
  const listening = page.waitForResponse((response) => response.url().endsWith('/v1/live') && response.ok());
  await page.getByRole('button', { name: '保存地点' }).click();
  await expect(page.getByText('已保存。页面开着时会显示这里的预警。')).toBeVisible();
  await listening;
  return page;
}

test('the wrong password is refused in plain words and tells nothing else', async ({ page }) => {
  await page.goto('/office');
  await page.getByLabel('电子邮箱').fill('officer@qunfang.example');
  await page.getByLabel('密码').fill('not the password');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('动态验证码')).toBeHidden();
});

test('an officer receives a report live and takes it through to resolved, the resident follows', async ({ browser }) => {
  const words = `坡脚冒浑水 ${Date.now()}`;
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await expect(desk.getByText('实时连接断开')).toBeHidden();
  await desk.waitForTimeout(1000);
  const phone = await resident(browser, ownPosition());
  await report(phone, words);

  const row = desk.getByRole('listitem').filter({ hasText: words });
  await expect(row).toBeVisible();
  await expect(desk.getByRole('status').filter({ hasText: '新到' })).toContainText('渣土受纳场');
  await desk.keyboard.press('j');
  await expect(desk.locator('a[id^="case-"]:focus')).toHaveCount(1);
  await row.getByRole('link').click();
  await expect(desk.getByRole('heading', { name: /为什么由这个部门负责/ })).toBeVisible();

  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '受理', exact: true }).click();
  await next.getByRole('button', { name: '受理', exact: true }).click();
  await expect(next.getByRole('heading', { name: '下一步' })).toBeFocused();
  await next.getByRole('button', { name: '开始处理' }).click();
  await next.getByRole('button', { name: '开始处理' }).click();
  await next.getByRole('button', { name: '写备注' }).click();
  await next.getByLabel('内容').fill('已派人到场，工棚人员先行撤离。');
  await expect(next.getByRole('button', { name: '写备注（内部）' })).toBeVisible();
  await next.getByRole('radio', { name: /公开/ }).check();
  await next.getByRole('button', { name: '写备注（公开）' }).click();
  await expect(desk.getByText('已派人到场，工棚人员先行撤离。')).toBeVisible();
  await next.getByRole('button', { name: '解决', exact: true }).click();
  await next.getByLabel('做了什么').fill('已清运渣土，疏通排水。');
  await next.locator('input[type=file]').setInputFiles(PHOTO);
  await expect(next.getByAltText('照片 1')).toBeVisible();
  await next.getByRole('button', { name: '解决（公开）' }).click();
  await expect(desk.getByText('已解决', { exact: true }).first()).toBeVisible();

  await phone.getByRole('link', { name: '查看进展' }).click();
  await expect(phone.getByText('已派人到场，工棚人员先行撤离。')).toBeVisible();
  await expect(phone.getByText('已清运渣土，疏通排水。')).toBeVisible();
  await expect(phone.getByRole('button', { name: '解决了', exact: true })).toBeVisible();
});

test('whoever stands on a row with the keyboard stays on it when the list changes its order', async ({ browser }) => {
  const desk = await officer(browser, 'officer:guangming-urban-management');
  for (let n = 0; n < 2; n++) await report(await resident(browser, ownPosition()), `第 ${n + 1} 处 ${Date.now()}`);
  const rows = desk.locator('a[id^="case-"]');
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  const top = await rows.first().getAttribute('id');
  await desk.keyboard.press('j');
  await expect(desk.locator(`#${top}`)).toBeFocused();

  await desk.route('**/v1/cases?*', async (route) => {
    const answer = await route.fetch();
    const page = (await answer.json()) as { items: object[] };
    await route.fulfill({ response: answer, json: { ...page, items: page.items.toReversed() } });
  });
  await report(await resident(browser, ownPosition()), `第三处 ${Date.now()}`);
  await expect(rows.last()).toHaveAttribute('id', top!);
  await expect(desk.locator(`#${top}`)).toBeFocused();
});

test('what an officer typed is kept when a colleague was faster', async ({ browser }) => {
  test.setTimeout(120_000);
  const words = `同时有两人办理 ${Date.now()}`;
  const desk = await officer(browser, 'officer:guangming-urban-management');
  const phone = await resident(browser, ownPosition());
  await report(phone, words);
  const address = await desk.evaluate(async (wanted) => {
    const { accessToken } = JSON.parse(localStorage.getItem('qunfang.session.office')!) as { accessToken: string };
    const answer = await fetch('/v1/cases?limit=200', { headers: { Authorization: `Bearer ${accessToken}` } });
    const { items } = (await answer.json()) as { items: { id: string; excerpt?: string }[] };
    return `/office/cases/${items.find((item) => item.excerpt?.includes(wanted))?.id}`;
  }, words);
  await desk.goto(address);
  const other = await desk.context().newPage();
  await other.goto(address);

  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '受理', exact: true }).click();
  await next.getByLabel('附言').fill('巡查员二十分钟内到场。');
  const faster = other.getByRole('region', { name: '下一步' });
  await faster.getByRole('button', { name: '受理', exact: true }).click();
  await faster.getByRole('button', { name: '受理', exact: true }).click();
  await expect(faster.getByRole('button', { name: '开始处理' })).toBeVisible();

  await expect(next.getByRole('alert')).toContainText('案件刚被其他人更新');
  await expect(next.getByLabel('附言')).toHaveValue('巡查员二十分钟内到场。');
  await next.getByRole('button', { name: '读取最新内容' }).click();
  await expect(next.getByLabel('附言')).toHaveValue('巡查员二十分钟内到场。');

  await next.getByRole('button', { name: '取消' }).click();
  await next.getByRole('button', { name: '写备注', exact: true }).click();
  await next.getByRole('textbox').first().fill('等待检测报告');
  await desk.reload();
  await expect(next).toContainText('写了一半：写备注');
  await next.getByRole('button', { name: '接着写：写备注' }).click();
  await expect(next.getByRole('textbox').first()).toHaveValue('等待检测报告');
});

test('a warning needs two people; a page in the area shows it, one outside does not', async ({ browser }) => {
  const headline = `红坳边坡可能滑坡 ${Date.now()}`;
  const inside = await liveAt(browser, GUANGMING);
  const outside = await liveAt(browser, DAPENG);

  const author = await officer(browser, 'warning_author');
  await author.goto('/office/warnings/new');
  for (const [name, text] of Object.entries({
    'zh-CN-event': '滑坡', 'en-event': 'landslide', 'zh-CN-headline': headline, 'zh-CN-description': '裂缝迅速扩大。', 'zh-CN-instruction': '往两侧高处撤离。',
    'en-headline': 'Landslide likely', 'en-description': 'Cracks widen fast.', 'en-instruction': 'Move to higher ground on either side.', 'area-zh': '红坳村周边', 'area-en': 'Around Hongao village',
  })) await author.locator(`[name="${name}"]`).fill(text);
  await author.getByRole('radio', { name: /输入坐标/ }).check();
  await author.getByLabel('各角坐标').fill('22.72, 113.90\n22.72, 113.95\n22.76, 113.95\n22.76, 113.90');
  await author.getByRole('button', { name: '保存草稿' }).click();
  await expect(author.getByRole('heading', { name: '会收到的人' })).toBeVisible();
  const approver = await officer(browser, 'warning_approver');
  await expect(approver).toHaveURL(/\/office\/warnings/);
  await approver.getByRole('link', { name: '案件' }).click();
  const call = approver.getByRole('status').getByRole('link', { name: '1 条预警等您核准' });
  await expect(call).toBeHidden();
  await author.getByRole('button', { name: '提交核准' }).click();
  const echo = author.getByRole('dialog');
  await expect(echo).toContainText('已存入 5 个顶点');
  await echo.locator('[name="area-name"]').fill('宝安');
  await echo.getByRole('button', { name: '提交核准' }).click();
  await expect(echo).toContainText('这不是该区域的名称');
  await echo.locator('[name="area-name"]').fill('红坳村周边');
  await echo.getByRole('button', { name: '提交核准' }).click();
  await expect(author.getByText('谁写的谁不能核准')).toBeVisible();
  await expect(author.getByRole('button', { name: /核准并发/ })).toHaveCount(0);

  await expect(call).toBeVisible();
  await expect(approver.getByRole('navigation').getByRole('link', { name: '预警发布' })).toContainText('1');
  await call.click();
  await expect(approver.getByRole('status').filter({ hasText: '等您核准' })).toBeVisible();
  await approver.getByRole('link', { name: headline }).click();
  await approver.getByRole('button', { name: '核准并发布' }).click();
  const confirm = approver.getByRole('dialog');
  await confirm.getByRole('checkbox', { name: /我已读完/ }).check();
  await confirm.locator('[name="area-name"]').fill('around hongao village');
  await confirm.getByRole('button', { name: /核准并发给/ }).click();
  await expect(approver.getByText('已发布', { exact: true }).first()).toBeVisible();

  await expect(inside.getByRole('alert').filter({ hasText: headline })).toBeVisible();
  await expect(approver.locator('[data-channel=live]')).toContainText(/1 \/ \d+ 有结果/);
  await expect(outside.getByRole('alert').filter({ hasText: headline })).toHaveCount(0);

  await approver.getByRole('button', { name: '解除预警' }).click();
  await confirm.getByLabel('为什么解除').fill('坡体已稳定。');
  await confirm.getByRole('button', { name: '解除预警' }).click();
  await expect(approver.getByText('已解除', { exact: true }).first()).toBeVisible();
});

test('an address that leads nowhere says so, and offers no second try', async ({ browser }) => {
  const desk = await officer(browser, 'officer:guangming-urban-management');
  for (const address of ['/office/cases/nothing', '/office/cases/%E0%A4', '/office/warnings/nothing', '/office/partners/nobody', '/office/nowhere']) {
    await desk.goto(address);
    await expect(desk.getByRole('heading', { level: 1, name: '没有这个页面' })).toBeVisible();
  }
  await desk.goto('/office/cases/01938f30-1b2d-7abc-8def-0123456789ac');
  await expect(desk.getByRole('heading', { level: 1, name: '没有这个案件' })).toBeVisible();
  await expect(desk.getByRole('button', { name: '重试' })).toBeHidden();
  await desk.getByRole('link', { name: '看案件列表' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: '案件' })).toBeVisible();
});

test('a form says in our words what is missing', async ({ browser }) => {
  const desk = await officer(browser, 'auditor');
  await desk.getByRole('button', { name: '我的账号' }).click();
  await desk.getByRole('button', { name: '修改密码' }).click();
  const form = desk.getByRole('dialog').filter({ has: desk.getByLabel('原密码') });
  await form.getByLabel('新密码', { exact: true }).fill('short');
  await form.getByRole('button', { name: '修改密码' }).click();
  await expect(form.getByLabel('原密码')).toBeFocused();
  await expect(form.getByText('此项必填')).toHaveCount(2);
  await expect(form.getByText('至少 12', { exact: false }).last()).toBeVisible();
});

test('without a network the page says so at once, and catches up by itself', async ({ browser }) => {
  const words = `断网期间的上报 ${Date.now()}`;
  const desk = await officer(browser, 'officer:guangming-urban-management');
  await expect(desk.locator('[data-queue=department]')).toHaveText(/\d/);
  await desk.context().setOffline(true);
  await expect(desk.getByText('实时连接断开')).toBeVisible({ timeout: 2_000 });
  await desk.getByRole('link', { name: '社会力量' }).click();
  await expect(desk.getByRole('alert').filter({ hasText: '连不上服务器' })).toBeVisible();
  await report(await resident(browser, ownPosition()), words);
  await desk.context().setOffline(false);
  await expect(desk.getByRole('alert').filter({ hasText: '连不上服务器' })).toHaveCount(0);
  await expect(desk.getByText('实时连接断开')).toBeHidden();
  await desk.getByRole('link', { name: '案件' }).click();
  await expect(desk.getByRole('listitem').filter({ hasText: words })).toBeVisible();
});

test('signing out ends the session, also in another tab', async ({ browser }) => {
  const page = await officer(browser, 'auditor');
  await page.getByRole('link', { name: '审计' }).click();
  await expect(page.getByText('记录完整，没有改动')).toBeVisible();
  const other = await page.context().newPage();
  await other.goto('/office/audit');
  await expect(other.getByRole('heading', { name: '审计日志' })).toBeVisible();
  await page.getByRole('button', { name: '审计员' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录工作台' })).toBeVisible();
  await expect(other.getByRole('heading', { name: '登录工作台' })).toBeVisible();
});
