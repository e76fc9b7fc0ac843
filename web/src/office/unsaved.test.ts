import { beforeEach, describe, expect, it } from 'vitest';
import { DraftForm } from './warning/draft.svelte';
import { AreaPen } from './warning/pen.svelte';
import { forgetUnsaved, Unsaved } from '$lib/unsaved';

const NOW = Date.UTC(2026, 10, 26);
const entries = new Map<string, string>();

beforeEach(() => {
  entries.clear();
  globalThis.localStorage = new Proxy(
    { getItem: (key: string) => entries.get(key) ?? null, setItem: (key: string, value: string) => void entries.set(key, value), removeItem: (key: string) => void entries.delete(key) } as Storage,
    { ownKeys: () => [...entries.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) },
  );
});

describe('a warning that is not saved', () => {
  it('is there again with its words, its area and what was being drawn', () => {
    const [form, pen] = [new DraftForm(), new AreaPen()];
    form.words['zh-CN'].headline = '红坳边坡可能滑坡';
    form.circles.push({ lat: 22.7, lon: 113.9, radiusMeters: 500 });
    pen.tap({ lat: 22.71, lon: 113.93 });
    new Unsaved('a1', 'new').keep({ form: form.written, pen: pen.written }, NOW);

    const kept = new Unsaved<{ form: DraftForm['written']; pen: AreaPen['written'] }>('a1', 'new').read(NOW + 60_000)!;
    const [again, penAgain] = [new DraftForm(), new AreaPen()];
    again.write(kept.written.form);
    penAgain.write(kept.written.pen);

    expect(kept.at).toBe(NOW);
    expect(again.toBody()).toEqual(form.toBody());
    expect(penAgain.written).toEqual(pen.written);
  });

  it('belongs to its writer and to what it is about', () => {
    new Unsaved('a1', 'c1').keep('words', NOW);

    expect(new Unsaved('a2', 'c1').read(NOW)).toBeUndefined();
    expect(new Unsaved('a1', 'c2').read(NOW)).toBeUndefined();
    expect(new Unsaved('a1', 'c1').read(NOW)?.written).toBe('words');
  });

  it('is gone after a day, when given up, and when its writer signs out', () => {
    const unsaved = new Unsaved('a1', 'c1');
    unsaved.keep('words', NOW);
    expect(unsaved.read(NOW + 86_400_000)).toBeUndefined();
    expect(entries.size).toBe(0);

    unsaved.keep('words', NOW);
    unsaved.forget();
    expect(unsaved.read(NOW)).toBeUndefined();

    unsaved.keep('words', NOW);
    entries.set('qunfang.language', 'en');
    forgetUnsaved();
    expect([...entries.keys()]).toEqual(['qunfang.language']);
  });

  it('that is damaged is no hindrance', () => {
    entries.set('qunfang.unsaved.a1.c1', '{"at":');
    expect(new Unsaved('a1', 'c1').read(NOW)).toBeUndefined();
    expect(entries.size).toBe(0);
  });
});
