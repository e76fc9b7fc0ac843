/** A field that was refused, as the list above the button links it. */
export interface Wrong {
  id: string;
  name: string;
  reason: string;
}

/** Every field of a form that says it is wrong, in the order of the page. */
export function wrongIn(form: HTMLElement): Wrong[] {
  return [...form.querySelectorAll<HTMLElement>('[aria-invalid="true"], [data-wrong]')].map((one) => {
    const part = one.closest<HTMLElement>('[data-of]')?.dataset.of;
    const label = one.dataset.wrong ?? form.querySelector(`label[for="${one.id}"]`)?.firstChild?.textContent ?? '';
    return { id: one.id, name: [part, label.trim()].filter(Boolean).join(' · '), reason: form.querySelector(`[id="${one.id}-error"]`)?.textContent?.trim() ?? '' };
  });
}

/** Of the fields that were listed those that still are wrong: not what says so no more, nor what was refused and is filled anew. */
export function stillWrong(listed: readonly Wrong[], form: HTMLElement, changed: ReadonlySet<string>): Wrong[] {
  const now = new Map(wrongIn(form).map((one) => [one.id, one]));
  const filled = (id: string) => ((document.getElementById(id) as HTMLInputElement | null)?.value ?? '').trim() !== '';
  return listed.filter(({ id }) => now.has(id) && !(changed.has(id) && filled(id)));
}

export function focusOn(id: string): void {
  const one = document.getElementById(id);
  one?.focus({ preventScroll: true });
  one?.scrollIntoView({ block: 'center' });
}
