// Texts of how far people's wishes go; a part of the officials' front door.
export default {
  'reach.title': '最严重的预警与个人意愿',
  'reach.on': '红色预警不受个人设置限制',
  'reach.onHint': '法律要求最严重的预警送达所有人时打开：设为“不提醒”的设备也会收到红色预警和它的解除。不清楚时保持打开。',
  'reach.offWarn': '关闭后，设为“不提醒”的设备连红色预警也收不到。请先确认本地法律允许。',
  'reach.other': '橙色及以下的预警按个人设置。免打扰时段从不推迟红色和橙色预警。',
  'reach.since': '上次修改',
  'reach.saved': '已保存，从下一条预警起生效',
  'audit.does.delivery-settings.set': '设置最严重的预警是否不受个人意愿限制',
  'audit.of.extremeReachesAll': '红色预警送达所有人',
} as const;
