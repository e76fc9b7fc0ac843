// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { focusOn, stillWrong, wrongIn } from './wrong';

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

it('lists a field no more as soon as it is filled, and the others still', () => {
  document.body.innerHTML = `<form><label for="a">Headline</label><input id="a" aria-invalid="true">
    <label for="b">Event</label><input id="b" aria-invalid="true">
    <label for="c">Refused</label><input id="c" aria-invalid="true" value="new words"></form>`;
  const form = document.querySelector('form')!;
  const listed = wrongIn(form);

  document.getElementById('a')!.setAttribute('aria-invalid', 'false');

  expect(stillWrong(listed, form, new Set()).map((one) => one.id)).toEqual(['b', 'c']);
  expect(stillWrong(listed, form, new Set(['b', 'c'])).map((one) => one.id)).toEqual(['b']);
});
