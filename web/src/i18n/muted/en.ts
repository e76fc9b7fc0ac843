import type leading from './zh-CN';

export default {
  'muted.title': 'Pause warnings',
  'muted.hint': 'Your places stay, and you can switch back at any time. It holds for alerts, pushes and text messages to this phone.',
  'muted.switch': 'Send me no warnings for now',
  'muted.on': 'Paused.',
  'muted.byLaw': 'While paused, red warnings and those of unknown level still come to you, and word when they are over; no others do.',
  'muted.nothing': 'While paused, no warning comes to you, not even a red one.',
  'muted.perhaps': 'While paused, red warnings may still come to you; what this city has set cannot be read right now.',
  'muted.page': 'You still hear when a warning that reached you before is over. This site still shows the warnings in force when you open it.',
  'muted.done': 'Warnings are paused',
  'muted.undone': 'Warnings come again',
} satisfies Record<keyof typeof leading, string>;
