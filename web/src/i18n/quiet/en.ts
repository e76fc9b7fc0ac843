import type leading from './zh-CN';

export default {
  'quiet.title': 'Quiet hours',
  'quiet.always': 'Red and orange warnings, and word that a warning is over, always come at once, quiet hours or not.',
  'quiet.hint': 'In quiet hours, yellow and blue warnings wait until they end; what is over by then does not come. In the city’s time.',
  'quiet.off': 'None set: every warning comes at once.',
  'quiet.on': 'Quiet each day from {from} to {to}',
  'quiet.next': 'the next day, ',
  'quiet.from': 'From',
  'quiet.to': 'To',
  'quiet.same': 'The two times cannot be the same',
  'quiet.missing': 'Both times are needed',
  'quiet.save': 'Save quiet hours',
  'quiet.remove': 'No quiet hours',
  'quiet.saved': 'Quiet hours saved',
  'quiet.removed': 'Quiet hours are off',
} satisfies Record<keyof typeof leading, string>;
