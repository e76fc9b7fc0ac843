// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { focusOn, wrongIn } from './wrong';

it('lists the wrong fields in the order of the page, named with their part, and focuses one', () => {
  document.body.innerHTML = `<form><div data-of="English">
    <label for="a">Headline</label><input id="a" aria-invalid="true"><p id="a-error"> This is needed </p>
    <label for="b">Event</label><input id="b" aria-invalid="false"></div>
    <section id="c" data-wrong="Area" tabindex="-1"><p id="c-error">Set an area</p></section></form>`;

  const wrongs = wrongIn(document.querySelector('form')!);

  expect(wrongs).toEqual([{ id: 'a', name: 'English · Headline', reason: 'This is needed' }, { id: 'c', name: 'Area', reason: 'Set an area' }]);
  focusOn('c');
  expect(document.activeElement?.id).toBe('c');
});
