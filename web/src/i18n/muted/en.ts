import type leading from './zh-CN';

export default {
  'muted.title': 'Pause warnings',
  'muted.hint': 'It holds for alerts while the page is closed and for text messages. Your places stay, and you can switch back at any time.',
  'muted.switch': 'Send me no warnings for now',
  'muted.on': 'Paused.',
  'muted.byLaw': 'While paused, red warnings and those of unknown level still come to you, and word when they are over; no others do.',
  'muted.nothing': 'While paused, no warning comes to you, not even a red one.',
  'muted.perhaps': 'While paused, red warnings may still come to you; what this city has set cannot be read right now.',
  'muted.page': 'You still hear when a warning that reached you before is over. While this page is open it still shows the warnings in force.',
  'muted.done': 'Warnings are paused',
  'muted.undone': 'Warnings come again',
} satisfies Record<keyof typeof leading, string>;
