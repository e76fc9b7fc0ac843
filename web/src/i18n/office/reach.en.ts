import type leading from './reach.zh-CN';

export default {
  'reach.title': 'Extreme warnings and people’s wishes',
  'reach.on': 'Red warnings ignore people’s wishes',
  'reach.onHint': 'For where the law wants extreme warnings to reach everybody: a device that is muted gets red warnings, too, and hears when they are over. Leave it on unless you are sure.',
  'reach.offWarn': 'Turned off, a muted device misses even a red warning. Make sure that the law here allows that.',
  'reach.other': 'From orange down, people’s wishes count. Quiet hours never hold back red or orange ones.',
  'reach.since': 'Last changed',
  'reach.saved': 'Saved; it holds from the next warning on',
  'audit.does.delivery-settings.set': 'Set whether extreme warnings ignore people’s wishes',
  'audit.of.extremeReachesAll': 'Red warnings reach everybody',
} satisfies Record<keyof typeof leading, string>;
