// Texts of warnings by text message: they come with the part of the page that needs them.
export default {
  'sms.title': '短信预警',
  'sms.hint': '没有网络、没有打开网页时，也能用短信收到您所选地点的预警。免费。短信比推送慢，字数也少，请不要只依赖短信。',
  'sms.number': '手机号码',
  'sms.numberHint': '以 {prefixes} 开头的号码',
  'sms.which': '接收哪些预警',
  'sms.Severe': '只收严重和特别严重的',
  'sms.Minor': '全部',
  'sms.consent': '号码只用来发您所选地点的预警，任何人都查不到；随时可以关闭，关闭后号码立即删除。',
  'sms.send': '发送验证码',
  'sms.sent': '验证码已发到 {number}，10 分钟内有效。',
  'sms.code': '短信里的 6 位验证码',
  'sms.confirm': '确认并开通',
  'sms.other': '换一个号码',
  'sms.on': '已开通：{number}',
  'sms.off': '关闭并删除号码',
  'sms.stopped': '短信预警已关闭，号码已删除。',
};
