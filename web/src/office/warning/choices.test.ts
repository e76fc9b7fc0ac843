import { describe, expect, it } from 'vitest';
import type { Area } from '../reference';
import { choices } from './choices';

const area = (code: string, level: string, zh: string, en: string, parentCode?: string) => ({ code, level, name: { 'zh-CN': zh, en }, parentCode }) as unknown as Area;
const CITY = [
  area('440300', 'city', '深圳市', 'Shenzhen'),
  area('440306', 'district', '宝安区', "Bao'an District", '440300'),
  area('440311', 'district', '光明区', 'Guangming District', '440300'),
  area('440306-shiyan', 'street', '石岩街道', 'Shiyan Subdistrict', '440306'),
  area('440311-fenghuang', 'street', '凤凰街道', 'Fenghuang Subdistrict', '440311'),
];
const codes = (text: string, chosen: string[] = []) => choices(CITY, text, chosen).map((one) => one.value);

describe('the areas to pick from', () => {
  it('have each street behind its district', () => {
    expect(codes('')).toEqual(['440300', '440306', '440306-shiyan', '440311', '440311-fenghuang']);
  });

  it('are found by a part of their name or of the district, in either language', () => {
    expect(codes('凤凰')).toEqual(['440311-fenghuang']);
    expect(codes('guangming')).toEqual(['440311', '440311-fenghuang']);
  });

  it('keep what is chosen in sight', () => {
    expect(codes('凤凰', ['440306'])).toEqual(['440306', '440311-fenghuang']);
  });

  it('are never more than a page can show', () => {
    const many = Array.from({ length: 900 }, (_, index) => area(`s${index}`, 'street', `街${index}`, `Street ${index}`, '440311'));
    expect(choices([...CITY, ...many], '', ['s899']).length).toBeLessThanOrEqual(61);
    expect(choices([...CITY, ...many], '', ['s899']).some((one) => one.value === 's899')).toBe(true);
  });
});
