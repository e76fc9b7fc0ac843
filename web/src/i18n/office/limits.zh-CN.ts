// Texts of what each channel has room for, shown while a warning is written; a part of the officials' front door.
export default {
  'channel.sms': '短信',
  'channel.fcm_topic': '手机推送（按区域，计请求数）',
  'limits.title': '各渠道放得下多少',
  'limits.sms': '短信：{n} 条，最多 {most} 条，全部发出',
  'limits.smsOver': '短信：要 {n} 条，最多 {most} 条，后面的会被截去；最要紧的写在前面',
  'limits.push': '手机和浏览器推送：全部显示',
  'limits.pushOver': '手机和浏览器推送：放不下（标题 400、正文 1500 字节），后面的会被截去；点开看全文',
  'limits.others': '打开的网页、广播机构：全文',
  'audit.does.device.number-asked': '请求向手机号码发验证码',
  'audit.does.device.number-proved': '确认了手机号码',
} as const;
