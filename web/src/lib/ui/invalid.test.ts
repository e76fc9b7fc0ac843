import { beforeAll, describe, expect, it } from 'vitest';
import common from '$i18n/common/en';
import { loadTexts } from '$lib/i18n.svelte';
import { reasonFor } from './invalid';

const wrong = (type: string, what: keyof ValidityState, more: object = {}) => reasonFor({ type, validity: { [what]: true } as unknown as ValidityState, ...more });

describe('why a field cannot be sent', () => {
  beforeAll(() => loadTexts({ 'zh-CN': async () => ({ default: common }), en: async () => ({ default: common }) }));

  it.each([
    ['text', 'valueMissing', {}, 'This is needed'],
    ['select-one', 'valueMissing', {}, 'Please choose'],
    ['checkbox', 'valueMissing', {}, 'Please tick this to go on'],
    ['number', 'badInput', {}, 'Please enter a number'],
    ['number', 'rangeUnderflow', { min: '1926', max: '2016' }, 'Between 1926 and 2016'],
    ['number', 'rangeUnderflow', { min: '0' }, 'At least 0'],
    ['email', 'typeMismatch', {}, 'This is no e-mail address'],
    ['text', 'tooShort', { minLength: 2 }, 'At least 2 characters'],
    ['datetime-local', 'rangeUnderflow', { min: '2026-11-24T08:00' }, 'This time is not possible here'],
    ['text', 'patternMismatch', {}, 'Please check this'],
  ] as const)('%s %s', (type, what, more, said) => expect(wrong(type, what, more)).toBe(said));
});
