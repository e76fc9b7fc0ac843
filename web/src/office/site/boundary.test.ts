import { beforeAll, describe, expect, it } from 'vitest';
import { loadTexts, setLanguage } from '$lib/i18n.svelte';
import { texts } from '../texts';
import { boundaryWords } from './boundary';

const SQUARE = JSON.stringify({ type: 'Polygon', coordinates: [[[113.93, 22.7], [113.94, 22.7], [113.94, 22.72], [113.93, 22.72], [113.93, 22.7]]] });
const CUT = `${SQUARE.slice(0, 60)}… 1a2b3c`;

describe('a changed boundary in words', () => {
  beforeAll(async () => {
    await loadTexts(...texts);
    await setLanguage('en');
  });

  it('tells its corners, and never its coordinates', () => {
    expect(boundaryWords({ member: 'boundary', before: SQUARE, after: CUT, corners: 12 })).toBe('drawn anew, 12 corners');
    expect(boundaryWords({ member: 'boundary', after: SQUARE })).toBe('drawn, 4 corners');
  });

  it('tells no number that nobody knows any more', () => {
    expect(boundaryWords({ member: 'boundary', before: SQUARE, after: CUT })).toBe('drawn anew');
  });

  it('says when there is none any longer', () => {
    expect(boundaryWords({ member: 'boundary', before: CUT })).toBe('taken away');
  });

  it('is said in Chinese, too', async () => {
    await setLanguage('zh-CN');
    expect(boundaryWords({ member: 'boundary', before: SQUARE, after: CUT, corners: 12 })).toBe('重新划定，共 12 个角点');
  });
});
