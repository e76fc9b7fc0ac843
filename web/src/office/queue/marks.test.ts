import { expect, it } from 'vitest';
import { marks, pieces, searchable } from './marks';

const hits = (text: string, typed: string) => marks(text, typed).filter((part) => part.hit).map((part) => part.text);

it('what was looked for is marked as it is written, whatever its capitals, accents and widths', () => {
  expect(hits('坡脚裂缝变宽，又见裂缝', '裂缝')).toEqual(['裂缝', '裂缝']);
  expect(hits('Behind the CAFÉ', 'cafe')).toEqual(['CAFÉ']);
  expect(hits('QF-2026-001234', '1234')).toEqual(['1234']);
  expect(hits('QF-2026-000008', 'qf-2026-000008')).toEqual(['QF-2026-000008']);
  expect(hits('2026年 QF', 'QF-2026')).toEqual(['2026', 'QF']);
  expect(hits('３号楼', '3号')).toEqual(['３号']);
  expect(hits('裂缝在桥头', '桥头 裂缝')).toEqual(['裂缝', '桥头']);
});

it('the parts are the text, also where it looks like markup', () => {
  for (const text of ['', '<b>裂缝</b>', '𠮷野家 & "裂缝"', 'é裂']) expect(marks(text, '裂缝 b').map((part) => part.text).join('')).toBe(text);
  expect(hits('<b>裂缝</b>', '<b>')).toEqual([]);
});

it('one letter says too little, one Chinese character does not', () => {
  expect([searchable('a'), searchable('%'), searchable('裂'), searchable('ab'), searchable('3号')]).toEqual([false, false, true, true, true]);
  expect(pieces('裂缝，裂缝 a-b')).toEqual(['裂缝', 'a', 'b']);
});
