import { describe, expect, it } from 'vitest';
import { isNameOf } from './typed-name';

const area = { 'zh-CN': '光明 红坳村', en: 'Hongao village' };

describe('the typed name of an area', () => {
  it.each(['光明 红坳村', '光明红坳村', ' Hongao  Village ', 'ＨＯＮＧＡＯ village'])('is taken as %s', (typed) => expect(isNameOf(area, typed)).toBe(true));
  it.each(['', ' ', '光明', 'Hongao'])('is not taken as "%s"', (typed) => expect(isNameOf(area, typed)).toBe(false));
});
