import { describe, expect, it } from 'vitest';
import { isNoNumber, localInput, words, wrongTime } from './checks';

describe('before a report is sent', () => {
  it('a number may be written in any way', () => {
    for (const phone of ['', '  ', '13800000000（微信）', '138-0000-0000 / 139', '0755-12345678转801', '+86 755 1234 5678', '１３８００００００００', '幺三八 一二三四', 'wx_li88']) expect(isNoNumber(phone), phone).toBe(false);
  });

  it('words without any figure are no number', () => {
    for (const phone of ['abc', '无', '没有', '-']) expect(isNoNumber(phone), phone).toBe(true);
  });

  it('nothing was seen tomorrow, next year or before 1900', () => {
    const now = new Date('2026-11-26T12:00').getTime();
    expect(wrongTime('', now)).toBeUndefined();
    expect(wrongTime('2026-11-26T12:00', now)).toBeUndefined();
    expect(wrongTime('2026-11-26T12:02', now)).toBe('future');
    expect(wrongTime('2027-01-01T00:00', now)).toBe('future');
    expect(wrongTime('0206-11-26T12:00', now)).toBe('early');
  });

  it('a moment is shown in the input as it was chosen', () => {
    expect(localInput(new Date('2026-03-04T05:06:59').getTime())).toBe('2026-03-04T05:06');
  });

  it('marks of no width are no words', () => {
    expect(words(' \u200b\ufeff ')).toBe('');
    expect(words(' 裂缝 ')).toBe('裂缝');
  });
});
