import { describe, expect, it } from 'vitest';
import { offered, pathTo, steps, treeOf } from './area-tree';
import type { Area } from './areas.svelte';

const area = (code: string, zh: string, en: string, parentCode?: string) => ({ code, name: { 'zh-CN': zh, en }, parentCode }) as unknown as Area;
const SHENZHEN = [
  area('440300', '深圳市', 'Shenzhen'),
  area('440306', '宝安区', "Bao'an", '440300'),
  area('440311', '光明区', 'Guangming', '440300'),
  area('440311-fenghuang', '凤凰街道', 'Fenghuang', '440311'),
];
const codes = (list: readonly Area[]) => list.map((one) => one.code);

describe('choosing an area step by step', () => {
  it('begins with the districts of a city that stands alone', () => {
    expect(steps(treeOf(SHENZHEN), []).map(codes)).toEqual([['440306', '440311']]);
  });

  it('begins with the cities where there are several', () => {
    expect(codes(treeOf([...SHENZHEN, area('440100', '广州市', 'Guangzhou')]).top)).toEqual(['440300', '440100']);
  });

  it('goes on with the streets of the district that was chosen', () => {
    const tree = treeOf(SHENZHEN);
    const path = pathTo(tree, '440311');
    expect(codes(path)).toEqual(['440311']);
    expect(steps(tree, path).map(codes)).toEqual([['440306', '440311'], ['440311-fenghuang']]);
    expect(codes(pathTo(tree, '440311-fenghuang'))).toEqual(['440311', '440311-fenghuang']);
  });

  it('has its first step before the areas are there, so that a form says that it is missing', () => {
    expect(steps(treeOf([]), [])).toEqual([[]]);
  });

  it('is not led astray by a code that nobody knows', () => {
    expect(pathTo(treeOf(SHENZHEN), 'nowhere')).toEqual([]);
  });

  it('takes an area whose parent is not known as a first choice', () => {
    expect(codes(treeOf([area('1', '甲', 'A', 'gone'), area('2', '乙', 'B')]).top)).toEqual(['1', '2']);
  });
});

describe('a list of 2,872 districts', () => {
  const districts = Array.from({ length: 2_872 }, (_, index) => area(`d${index}`, `第${index}区`, `District ${index}`));

  it('offers nothing but what is chosen before a name is typed', () => {
    expect(offered(districts, '', '')).toEqual([]);
    expect(codes(offered(districts, '', 'd2000'))).toEqual(['d2000']);
  });

  it('is found by a part of a name in either language, and never offers more than can be read', () => {
    expect(codes(offered(districts, '第2871区', ''))).toEqual(['d2871']);
    expect(codes(offered(districts, 'district 2871', ''))).toEqual(['d2871']);
    expect(offered(districts, '区', '')).toHaveLength(60);
  });
});
