import { beforeEach, expect, it } from 'vitest';
import { areasCut, areasFrom, type Area } from './areas.svelte';

/** A server with so many areas, in pages as the contract has them. */
function serverWith(count: number) {
  const asked: number[] = [];
  const get = async (_path: string, { query }: { query: { limit: number; cursor?: string } }) => {
    const from = Number(query.cursor ?? 0);
    asked.push(from);
    const to = Math.min(count, from + query.limit);
    const items = Array.from({ length: to - from }, (_, index) => ({ code: `a${from + index}` }) as unknown as Area);
    return { data: { items, next: to < count ? String(to) : null } };
  };
  return { api: { get } as unknown as Parameters<typeof areasFrom>[0], asked };
}

beforeEach(() => void (areasCut.cut = false));

it('reads every district of a country, each once', async () => {
  const { api, asked } = serverWith(2_872);

  const areas = await areasFrom(api, { geometry: true })();

  expect(new Set(areas.map((area) => area.code)).size).toBe(2_872);
  expect(asked).toHaveLength(15);
  expect(areasCut.cut).toBe(false);
});

it('asks once a visit', async () => {
  const { api, asked } = serverWith(10);
  const all = areasFrom(api, { geometry: false });

  await Promise.all([all(), all()]);

  expect(asked).toHaveLength(1);
});

it('stops at what one import may bring, and says so', async () => {
  const { api } = serverWith(20_001);

  expect(await areasFrom(api, { geometry: true })()).toHaveLength(20_000);
  expect(areasCut.cut).toBe(true);
});
