import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { banner, marked, unmarked } from './mode';

describe('the mark of what is not real', () => {
  it('is the one the server writes', () => {
    const server = readFileSync('../server/src/main/java/org/qunfang/warning/Mode.java', 'utf8');
    for (const mode of ['exercise', 'test']) for (const language of ['zh-CN', 'en'] as const) expect(server).toContain(`"${marked('', mode, language)}"`);
  });

  it('stands once beside a banner, and nowhere when it is real', () => {
    expect(unmarked(marked('走', 'exercise', 'zh-CN'), 'exercise', 'zh-CN')).toBe('走');
    expect(banner('exercise', 'en')).toBe('EXERCISE – NOT REAL');
    expect(marked('Leave', 'actual', 'en') + banner('actual', 'en')).toBe('Leave');
  });
});
