// Texts of the switch that mutes a phone; they come with that part of the page and weigh on no first load.
export default {
  'muted.title': '暂停预警',
  'muted.hint': '对页面关闭时的提醒和短信都有效。地点会保留，随时可以恢复。',
  'muted.switch': '暂停给我发预警',
  'muted.on': '已暂停。',
  'muted.byLaw': '暂停期间，红色预警、级别不明的预警和它们的解除仍会发给您，其他预警不发。',
  'muted.nothing': '暂停期间，什么预警都不发给您，红色预警也不发。',
  'muted.perhaps': '暂停期间，红色预警可能仍会发给您；本市的规定现在查不到。',
  'muted.page': '暂停前收到过的预警，解除时仍会通知您。本网页开着时，仍会显示正在生效的预警。',
  'muted.done': '预警已暂停',
  'muted.undone': '预警已恢复',
} as const;
