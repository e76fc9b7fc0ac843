import { choose } from './choose';
import { officer } from './officer';
import { reported } from './reported';
import { expect, test, type Page } from './test';

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

const row = (page: Page, words: string) => page.locator('section', { has: page.getByRole('heading', { name: '风险评分' }) }).getByRole('listitem').filter({ hasText: words });

test('what reports and the site on record answer is filled in, and whoever says otherwise says why', async ({ browser, request }) => {
  test.setTimeout(180_000);
  const caseId = (
    await reported(request, `坡上裂缝 ${Date.now()}`, {
      answers: { cracks: 'widening', seepage: 'unknown', 'people-below': 'some' },
      // Some 1,300 m from the landfill: too far to be linked by itself, near enough for an officer to confirm.
      location: { lat: 22.7782, lon: 113.9651, accuracyMeters: 10 },
    })
  ).case.id;
  const desk = await officer(browser, LEAD);
  await desk.goto(`/office/cases/${caseId}`);
  const next = desk.getByRole('region', { name: '下一步' });
  await next.getByRole('button', { name: '重新评分' }).click();
  const cracks = next.getByRole('group', { name: '坡上的裂缝怎样？' });
  await expect(cracks.getByText(/上报人所答「有，而且在变宽、变长或错开」（.+ 的上报）/)).toBeVisible();
  await expect(cracks.getByRole('radio', { name: '在变宽、错开，或在半天内变化' })).toBeChecked();
  await expect(cracks.getByLabel('依据是什么'), 'what a report says needs no reason').toHaveCount(0);
  const seepage = next.getByRole('group', { name: '坡脚的水怎样？' });
  await expect(seepage.getByText('没有上报回答这个问题')).toBeVisible();
  await expect(seepage.getByRole('radio', { name: '不知道' })).toBeChecked();
  const depth = next.getByRole('group', { name: '填土有多深？' });
  await expect(depth.getByText('案件没有归入隐患点')).toBeVisible();
  await expect(depth.getByRole('radio', { name: '不知道' })).toBeChecked();

  const sites = desk.getByRole('region', { name: '所在隐患点' });
  await sites.getByRole('button', { name: '归入隐患点' }).click();
  await sites.getByLabel('隐患点', { exact: true }).selectOption({ label: '新湖余泥渣土受纳场（示例）' });
  await sites.getByLabel('理由').fill('裂缝在受纳场的坡上。');
  await sites.getByRole('button', { name: '保存' }).click();
  await sites.getByLabel('我确认：虽然较远或类别不同，确属该隐患点').check();
  await sites.getByRole('button', { name: '保存' }).click();
  await next.getByRole('button', { name: '重新评分' }).click();
  await expect(depth.getByText('隐患点“新湖余泥渣土受纳场（示例）”的记录：填土深 42 米')).toBeVisible();
  await expect(depth.getByRole('radio', { name: '20 米以上' })).toBeChecked();
  await expect(next.getByText('5 × 4 = 20')).toBeVisible();

  await choose(desk, 'radio', '100 人以上，或有学校、医院', '坡下有多少人？');
  const people = next.getByRole('group', { name: '坡下有多少人？' });
  await expect(people.getByText('您的回答与此不同，请写明依据。')).toBeVisible();
  await next.getByLabel('评分说明').fill('核对上报和现场。');
  await next.getByRole('button', { name: '保存评分' }).click();
  await expect(people.getByText('此项必填')).toBeVisible();
  await people.getByLabel('依据是什么').fill('坡下新开了学校');
  await next.getByRole('button', { name: '保存评分' }).click();

  await expect(row(desk, '坡上的裂缝怎样？')).toContainText('上报人回答');
  await expect(row(desk, '填土有多深？')).toContainText('隐患点的记录');
  await expect(row(desk, '坡下有多少人？')).toContainText(/未采用上报人所答「.+」（.+）：坡下新开了学校\s*工作人员评分/);
});

test('an administrator says who answers a factor, and is told what no option holds', async ({ browser }) => {
  test.setTimeout(180_000);
  const administrator = await officer(browser, 'administrator');
  await administrator.goto('/office/factors');
  await administrator.getByLabel('适用类别').selectOption({ label: '积水、内涝、河水上涨 · 4 个因素' });
  const likelihood = administrator.getByRole('region', { name: '可能性的因素' });
  await expect(likelihood.getByRole('group', { name: '因素 1' }).getByLabel('谁来回答')).toHaveValue('reporter');
  await likelihood.getByRole('button', { name: '加一个因素' }).click();
  const added = likelihood.getByRole('group', { name: '因素 3' });
  for (const [label, words] of [['问题（中文）', '检查拖了多久？'], ['问题（英文）', 'How late is the inspection?'], ['选项 1（中文）', '没有逾期'], ['选项 1（英文）', 'Not late'], ['选项 2（中文）', '逾期'], ['选项 2（英文）', 'Late']] as const) await added.getByLabel(label).fill(words);
  await added.getByLabel('谁来回答').selectOption({ label: '隐患点的记录' });
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(added.getByText('此项必填')).toBeVisible();
  await added.getByLabel('哪项记录').selectOption({ label: '检查逾期的天数' });
  await added.getByLabel('选项 1 到（不含）').fill('1');
  await added.getByLabel('选项 2 从（含）').fill('5');
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(added.getByText('它之前的数没有选项')).toBeVisible();
  await added.getByLabel('选项 2 从（含）').fill('1');
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('已保存，以后的评分按此提问')).toBeVisible();

  const kept = likelihood.getByRole('group', { name: '因素 3' });
  await expect(kept.getByLabel('哪项记录')).toHaveValue('inspection-overdue');
  await expect(kept.getByLabel('选项 2 从（含）')).toHaveValue('1');
  await kept.getByLabel('谁来回答').selectOption({ label: '上报人（按类别的提问）' });
  await kept.getByLabel('上报时的提问').selectOption({ label: '有人或车被困，或水进了地下室、地铁吗？' });
  await kept.getByRole('group', { name: '选项 1 对应的回答' }).getByLabel('没有').check();
  await kept.getByRole('group', { name: '选项 2 对应的回答' }).getByLabel('水进了地下空间').check();
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(kept.getByText('还没有对应选项的回答：trapped')).toBeVisible();
  await kept.getByRole('group', { name: '选项 2 对应的回答' }).getByLabel('有人被困').check();
  await administrator.getByRole('button', { name: '保存新版本' }).click();
  await expect(administrator.getByText('第 3 版')).toBeVisible();
});
