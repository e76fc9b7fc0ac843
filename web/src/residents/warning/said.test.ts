import { describe, expect, it } from 'vitest';
import { remember, saidOf } from './said';

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

describe('what was said about a warning', () => {
  it('is known on the phone afterwards, each warning for itself', () => {
    const phone = memory();
    remember('a', { understood: true }, phone);
    remember('b', { falseAlarm: true }, phone);
    remember('a', { understood: true, acted: true }, phone);
    expect(saidOf('a', phone)).toEqual({ understood: true, acted: true });
    expect(saidOf('b', phone)).toEqual({ falseAlarm: true });
    expect(saidOf('c', phone)).toEqual({});
  });

  it('is kept for the fifty latest', () => {
    const phone = memory();
    for (let n = 0; n <= 50; n++) remember(`${n}`, { understood: true }, phone);
    expect(saidOf('0', phone)).toEqual({});
    expect(saidOf('1', phone)).toEqual({ understood: true });
    expect(saidOf('50', phone)).toEqual({ understood: true });
  });
});
