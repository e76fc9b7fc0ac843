import { expect, it } from 'vitest';
import { stretches, type CalendarDay } from './days';

const day = (date: string, kind: CalendarDay['kind'], name = '国庆节'): CalendarDay => ({ date, kind, name: { 'zh-CN': name } });

it('days of one holiday in a row read as one stretch', () => {
  const found = stretches([day('2026-09-30', 'worked', '调休'), day('2026-10-01', 'off'), day('2026-10-02', 'off'), day('2026-10-04', 'off'), day('2026-10-05', 'off', '中秋节')]);

  expect(found.map(({ from, to, count }) => [from.date, to.date, count])).toEqual([
    ['2026-09-30', '2026-09-30', 1], ['2026-10-01', '2026-10-02', 2], ['2026-10-04', '2026-10-04', 1], ['2026-10-05', '2026-10-05', 1],
  ]);
});
