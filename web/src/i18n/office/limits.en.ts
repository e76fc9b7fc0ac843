import type leading from './limits.zh-CN';

export default {
  'channel.sms': 'Text messages',
  'channel.fcm_topic': 'Phone push by area (calls)',
  'limits.title': 'What each channel has room for',
  'limits.sms': 'Text message: {n} of at most {most}, sent in full',
  'limits.smsOver': 'Text message: it would take {n}, at most {most} go out; the rest is cut. Put what matters first',
  'limits.push': 'Phone and browser notifications: shown in full',
  'limits.pushOver': 'Phone and browser notifications: too long (400 bytes of headline, 1,500 of text); the rest is cut, opening it shows all',
  'limits.others': 'Open pages and broadcasters: in full',
  'audit.does.device.number-asked': 'Had a code sent to a phone number',
  'audit.does.device.number-proved': 'Proved a phone number',
} satisfies Record<keyof typeof leading, string>;
