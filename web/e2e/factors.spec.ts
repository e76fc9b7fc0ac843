import { choose } from './choose';
import { officer } from './officer';
import { reported } from './reported';
import { expect, test } from './test';

const LEAD = 'officer:guangming-urban-management';

test('what an administrator asks is what officers answer, and each answer is worth its score', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const administrator = await officer(browser, 'administrator');
  await administrator.goto('/office/factors');
  await administrator.getByLabel('适用类别').selectOption({ label: '边坡 · 6 个因素' });
  const example = administrator.getByRole('region', { name: '试算' });
  await example.getByLabel('试算的类别').selectOption('landfill-slope');
  await expect(example.locator('[data-result]')).toHaveText('可能性 3 × 后果 3 = 9');
  await example.getByLabel('坡上的裂缝怎样？').selectOption({ label: '4 · 在缓慢变宽' });
  await expect(example.locator('[data-result]')).toHaveText('可能性 4 × 后果 3 = 12');
  await expect(example).toContainText('高');

  const likelihood = administrator.getByRole('region', { name: '可能性的因素' });
  await likelihood.getByRole('button', { name: '加一个因素' }).click();
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('每个问题和选项都要写两种语言')).toBeVisible();
  const added = likelihood.getByRole('group', { name: '因素 5' });
  await added.getByLabel('问题（中文）').fill('坡面鼓起来了吗？');
  await added.getByLabel('问题（英文）').fill('Does the slope bulge?');
  await added.getByLabel('选项 1（中文）').fill('没有');
  await added.getByLabel('选项 1（英文）').fill('No');
  await added.getByLabel('选项 2（中文）').fill('鼓起明显');
  await added.getByLabel('选项 2（英文）').fill('Clearly');
  await added.getByLabel('选项 2 的分').selectOption('4');
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('已保存，以后的评分按此提问')).toBeVisible();
  await expect(administrator.getByText('第 2 版')).toBeVisible();

  const caseId = (await reported(request, `坡面鼓包 ${Date.now()}`)).case.id;

  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '重新评分' }).click();
  const bulge = next.getByRole('group', { name: '坡面鼓起来了吗？' });
  await choose(desk, 'radio', '鼓起明显', '坡面鼓起来了吗？');
  await choose(desk, 'radio', '有人居住或上班', '坡下有多少人？');
  await choose(desk, 'radio', '不知道', '最近三天和未来一天的雨');
  await expect(next.getByText('4 × 4 = 16')).toBeVisible();
  await bulge.getByLabel('依据是什么').fill('坡脚鼓起约半米');
  await next.getByRole('group', { name: '坡下有多少人？' }).getByLabel('依据是什么').fill('坡下有两栋宿舍');
  await next.getByLabel('评分说明').fill('现场踏勘。');
  await next.getByRole('button', { name: '保存评分' }).click();
  await expect(desk.getByText('坡面鼓起来了吗？ 鼓起明显：坡脚鼓起约半米').first()).toBeVisible();
  await expect(desk.getByText('最近三天和未来一天的雨 不知道').first()).toBeVisible();
  await expect(desk.getByRole('region', { name: '处置步骤' })).toContainText('撤离受威胁的人，清点人数');
});
