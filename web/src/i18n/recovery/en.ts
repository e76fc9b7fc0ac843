import type leading from './zh-CN';

export default {
  'recovery.title': 'Getting back in',
  'recovery.none': 'There is no recovery code yet. Only with one do you get back to this registration from another phone or browser.',
  'recovery.made': 'Recovery code made',
  'recovery.make': 'Make a recovery code',
  'recovery.change': 'Make a new code',
  'recovery.another': 'Make a new one',
  'recovery.anotherText': 'The one you wrote down before stops working at once.',
  'recovery.code': 'Recovery code',
  'recovery.once': 'Write this recovery code down. It is shown only this once.',
  'recovery.why': 'With it you get back to your registration from another phone or browser, or when the phone is lost. Give it to nobody: whoever has it gets in.',
  'recovery.found': 'Your registration is back:',
  'recovery.used': 'The old recovery code is used up; this is the new one.',
  'recovery.kept': 'I have written it down',
  'recovery.already': 'I have registered already',
  'recovery.enter': 'The recovery code you wrote down',
  'recovery.hint': '25 letters and digits; case, spaces and dashes do not matter',
  'recovery.others': 'Other phones and browsers are signed out. What was reported from this browser before can still be followed by its tracking code.',
  'recovery.go': 'Get back in',
} satisfies Record<keyof typeof leading, string>;
