// Texts of quiet hours on the residents' pages; they come with that part of the page and weigh on no first load.
export default {
  'quiet.title': '免打扰时段',
  'quiet.always': '红色和橙色预警、预警解除随时都会提醒，不受免打扰影响。',
  'quiet.hint': '免打扰时段里，黄色和蓝色预警等到时段结束再提醒；到时已失效的就不再提醒。按本市时间计算。',
  'quiet.off': '没有设置，所有预警随时提醒。',
  'quiet.on': '每天 {from} 到 {to} 免打扰',
  'quiet.next': '次日 ',
  'quiet.from': '从',
  'quiet.to': '到',
  'quiet.same': '两个时间不能相同',
  'quiet.missing': '请填两个时间',
  'quiet.save': '保存免打扰时段',
  'quiet.remove': '取消免打扰',
  'quiet.saved': '已保存免打扰时段',
  'quiet.removed': '已取消免打扰',
} as const;
