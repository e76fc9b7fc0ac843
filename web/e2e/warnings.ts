import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { signedIn } from './officers';

/** Its own for each run, so that a warning left from another one is not taken for it. */
export const HEADLINE = `红坳渣土受纳场可能滑坡，请立即撤离（${Date.now() % 100_000}）`;

export function draft(mode: 'actual' | 'exercise', link: string) {
  const ring = [[113.92, 22.7], [113.95, 22.7], [113.95, 22.72], [113.92, 22.72], [113.92, 22.7]];
  return {
    mode, category: 'Geo', event: 'landslide', eventCode: 'OET-119', urgency: 'Immediate', severity: 'Extreme', certainty: 'Likely',
    expires: new Date(Date.now() + 3_600_000).toISOString(), caseId: null, ...(mode === 'exercise' ? { exercisePublic: true } : {}),
    infos: [
      { language: 'zh-CN', headline: HEADLINE, description: '裂缝迅速扩大。', instruction: `马上离开，往两侧高处走。${link}` },
      { language: 'en', headline: `Landslide likely: leave now${link}`, description: 'Cracks widen fast.', instruction: `Leave across the slope to higher ground.${link}` },
    ],
    area: { description: { 'zh-CN': `红坳村${link}`, en: `Hongao village${link}` }, polygons: [{ type: 'Polygon', coordinates: [ring] }] },
  };
}

/** Two officers put a warning in force, as they do on their own pages. */
export async function publish(request: APIRequestContext, mode: 'actual' | 'exercise', link = ''): Promise<{ id: string; cancel: () => Promise<void> }> {
  const act = async (who: Record<string, string>, path: string, data: object) => {
    const read = path.includes('/v1/warnings/') ? await request.get(path.replace(/\/[a-z]+$/, ''), { headers: who }) : undefined;
    const etag = read?.headers().etag;
    const answer = await request.post(path, { headers: { ...who, 'Idempotency-Key': randomUUID(), ...(etag ? { 'If-Match': etag } : {}) }, data });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as { id: string; contentHash?: string };
  };
  const author = await signedIn(request, 'warning_author');
  const approver = await signedIn(request, 'warning_approver');
  const { id } = await act(author, '/v1/warnings', draft(mode, link));
  const { contentHash } = await act(author, `/v1/warnings/${id}/submit`, {});
  await act(approver, `/v1/warnings/${id}/approve`, { contentHash, ...(mode === 'exercise' ? { exerciseConfirmed: true } : {}) });
  return { id, cancel: async () => void (await act(approver, `/v1/warnings/${id}/cancel`, { rationale: '险情解除' })) };
}

export async function setHome(page: Page): Promise<void> {
  await page.goto('/places');
  await page.getByRole('button', { name: '用我现在的位置' }).click();
  await page.getByRole('button', { name: '保存地点' }).click();
  await expect(page.getByText('已保存。页面开着时会显示这里的预警。')).toBeVisible();
}
