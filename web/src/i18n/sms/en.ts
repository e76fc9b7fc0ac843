import type leading from './zh-CN';

export default {
  'sms.title': 'Warnings by text message',
  'sms.hint': 'Warnings for your places reach you without internet and with this page closed. Free of charge. Text messages are slower and shorter than notifications: do not rely on them alone.',
  'sms.number': 'Mobile number',
  'sms.numberHint': 'Numbers that begin with {prefixes}',
  'sms.which': 'Which warnings',
  'sms.Severe': 'Only severe and extreme ones',
  'sms.Minor': 'All',
  'sms.consent': 'The number is used for warnings of your places only and shown to nobody. You can switch this off at any time: the number is deleted at once.',
  'sms.send': 'Send me a code',
  'sms.sent': 'A code was sent to {number}. It is valid for 10 minutes.',
  'sms.code': 'The 6 digits from the text message',
  'sms.confirm': 'Confirm and switch on',
  'sms.other': 'Another number',
  'sms.on': 'Switched on: {number}',
  'sms.off': 'Switch off and delete the number',
  'sms.stopped': 'Text messages are off and the number is deleted.',
} satisfies Record<keyof typeof leading, string>;
