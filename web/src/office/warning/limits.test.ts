import { describe, expect, it } from 'vitest';
import { asText, fitsPush, segments } from './limits';

describe('a text message', () => {
  // The same table stands in SmsTextTest: both sides count alike.
  it.each([
    ['nothing', '', 1],
    ['160 of GSM', 'a'.repeat(160), 1],
    ['161 of GSM', 'a'.repeat(161), 2],
    ['306 of GSM', 'a'.repeat(306), 2],
    ['307 of GSM', 'a'.repeat(307), 3],
    ['the euro sign takes two', '€'.repeat(80), 1],
    ['and 81 of them 162', '€'.repeat(81), 2],
    ['no sign is parted: 153 hold 76 of two places', '€'.repeat(152), 2],
    ['so 153 of them take three', '€'.repeat(153), 3],
    ['70 of Chinese', '撤'.repeat(70), 1],
    ['71 of Chinese', '撤'.repeat(71), 2],
    ['134 of Chinese', '撤'.repeat(134), 2],
    ['135 of Chinese', '撤'.repeat(135), 3],
    ['one Chinese character among Latin ones', 'a'.repeat(70) + '撤', 2],
    ['35 pairs', '🌊'.repeat(35), 1],
    ['67 hold 33 pairs, so 66 take two', '🌊'.repeat(66), 2],
    ['and 67 three', '🌊'.repeat(67), 3],
  ])('%s', (_, text, count) => expect(segments(text)).toBe(count));

  it('is written with signs that do not double its price', () => {
    expect(asText({ title: 'Don’t wait', body: '“Leave” – now…' })).toBe('Don\'t wait\n"Leave" - now...');
    expect(asText({ title: '“紧急”', body: '撤离……' })).toBe('“紧急”\n撤离……');
  });
});

describe('a notification', () => {
  it('shows 400 bytes of title and 1,500 of body', () => {
    expect(fitsPush({ title: '滑'.repeat(133), body: '撤'.repeat(500) })).toBe(true);
    expect(fitsPush({ title: '滑'.repeat(134), body: '撤' })).toBe(false);
    expect(fitsPush({ title: '滑', body: '撤'.repeat(501) })).toBe(false);
  });
});
