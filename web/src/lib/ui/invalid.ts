import { t } from '$lib/i18n.svelte';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
export type Checked = Pick<Control, 'type' | 'validity'> & { min?: string; max?: string; minLength?: number };

/** Why what stands in a control cannot be sent. */
export function reasonFor({ type, validity, min, max, minLength }: Checked): string {
  if (validity.badInput) return t('form.number');
  if (validity.valueMissing) return type.startsWith('select') || type === 'radio' ? t('form.choose') : type === 'checkbox' ? t('form.tick') : t('form.required');
  if (validity.typeMismatch && type === 'email') return t('form.email');
  if (validity.tooShort) return t('form.tooShort', { n: minLength ?? 1 });
  if (type.startsWith('date') && (validity.rangeUnderflow || validity.rangeOverflow)) return t('form.moment');
  if ((validity.rangeUnderflow || validity.rangeOverflow) && min && max) return t('form.between', { min, max });
  if (validity.rangeUnderflow && min) return t('form.least', { min });
  if (validity.rangeOverflow && max) return t('form.most', { max });
  return t('form.wrong');
}

/**
 * For the "invalid" event: the page says it instead of the browser's bubble, which speaks the browser's language and
 * goes after seconds. The first control that is wrong gets the focus.
 */
export function refuse(event: Event): string {
  event.preventDefault();
  const control = event.target as Control;
  const wrong = [...(control.form?.elements ?? [])].find((one) => 'validity' in one && !(one as Control).validity.valid && one.tagName !== 'FIELDSET');
  if (wrong === control) control.focus();
  return reasonFor(control);
}

/** Whether what the event is about may be sent now. */
export function isRight(event: Event): boolean {
  return (event.target as Control).validity.valid;
}
