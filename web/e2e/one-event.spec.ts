import { randomUUID } from 'node:crypto';
import { closeDesk, officer } from './officer';
import { signedIn } from './officers';
import { expect, test, type APIRequestContext } from './test';
import { setHome } from './warnings';

const MARK = `${Date.now() % 100_000}`;

/** One half of a square around the resident's home; both halves hold it. */
function draft(name: string, severity: string, incident?: string) {
  const ring = [[113.925, 22.705], [113.945, 22.705], [113.945, 22.718], [113.925, 22.718], [113.925, 22.705]];
  const info = (language: string, words: string) => ({ language, headline: `${words}${name}${MARK}`, description: `${words} ${name}`, instruction: `${words}！${name}` });
  return {
    mode: 'actual', category: 'Geo', event: 'landslide', eventCode: 'OET-119', urgency: 'Immediate', severity, certainty: 'Likely', expires: new Date(Date.now() + 3_600_000).toISOString(), caseId: null,
    ...(incident ? { incident } : {}), infos: [info('zh-CN', '滑坡预警'), info('en', 'Landslide')],
    area: { description: { 'zh-CN': `红坳${name}`, en: `Hongao ${name}` }, polygons: [{ type: 'Polygon', coordinates: [ring] }] },
  };
}

async function publish(request: APIRequestContext, body: object): Promise<{ id: string; incident: string; cancel: () => Promise<void> }> {
  const act = async (who: Record<string, string>, path: string, data: object) => {
    const read = path.split('/').length > 3 ? await request.get(path.replace(/\/[a-z]+$/, ''), { headers: who }) : undefined;
    const etag = read?.headers().etag;
    const answer = await request.post(path, { headers: { ...who, 'Idempotency-Key': randomUUID(), ...(etag ? { 'If-Match': etag } : {}) }, data });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as { id: string; incident: string; contentHash?: string };
  };
  const author = await signedIn(request, 'warning_author');
  const approver = await signedIn(request, 'warning_approver');
  const { id, incident } = await act(author, '/v1/warnings', body);
  const { contentHash } = await act(author, `/v1/warnings/${id}/submit`, {});
  await act(approver, `/v1/warnings/${id}/approve`, { contentHash });
  return { id, incident, cancel: async () => void (await act(approver, `/v1/warnings/${id}/cancel`, { rationale: '险情解除' })) };
}

test('neighbouring warnings of one event are one group on a resident’s pages, and an officer names the event', async ({ page, browser, request }) => {
  test.setTimeout(180_000);
  const first = await publish(request, draft('西', 'Severe'));
  const second = await publish(request, draft('东', 'Extreme', first.incident));
  try {
    await setHome(page);
    await page.goto('/');
    const alert = page.getByRole('alert').first();
    await expect(alert).toContainText(`滑坡预警东${MARK}`);
    await expect(alert).not.toContainText(`滑坡预警西${MARK}`);
    await page.goto('/warnings');
    const card = page.getByRole('article').filter({ hasText: `滑坡预警东${MARK}` });
    await expect(card).toHaveCount(1);
    await expect(page.getByRole('article').filter({ hasText: `滑坡预警西${MARK}` })).toHaveCount(0);
    await expect(card).toContainText('同一事件还涉及');
    await card.getByRole('link', { name: /红坳西/ }).click();
    await expect(page).toHaveURL(new RegExp(`/warnings/${first.id}`));

    await page.goto('/');
    await alert.getByRole('button', { name: '我看到了，收起' }).first().click();
    await expect(page.getByRole('alert').first()).not.toContainText(MARK);

    const desk = await officer(browser, 'warning_author');
    await desk.goto('/office/warnings/new');
    await desk.getByRole('region', { name: '从模板开始' }).getByLabel('是哪类隐患').selectOption('landslide');
    const same = desk.getByRole('region', { name: '是否同一事件' });
    await same.getByLabel('与哪条生效中的预警是同一事件').selectOption(first.incident);
    await desk.reload();
    await expect(same.getByLabel('与哪条生效中的预警是同一事件')).toHaveValue(first.incident);
    await closeDesk(desk.context());
  } finally {
    await second.cancel();
    await first.cancel();
  }
});
