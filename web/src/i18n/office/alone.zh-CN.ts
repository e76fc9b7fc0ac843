// 一个人不能单独办的事：属于办公端文字。
const texts = {
  'resolve.theirs': '须先由其负责人办完或跳过，或由部门负责人解决此案件：',
  'site.apart': '我确认：虽然较远或类别不同，确属该隐患点',
  'site.changes': '登记变更',
  'site.changes.none': '无',
  'site.changes.of': '{member}：',
  'site.changes.yes': '是',
  'site.changes.no': '否',
  'site.member.name': '名称',
  'site.member.category': '类别',
  'site.member.location': '位置',
  'site.member.radiusMeters': '半径（米）',
  'site.member.boundary': '边界',
  'site.member.place': '地址',
  'site.member.operator': '运营单位',
  'site.member.contact': '运营单位联系方式',
  'site.member.public': '对公众可见',
  'site.member.watched': '在监管',
  'site.member.inspectionEveryDays': '检查间隔（天）',
  'site.member.inspectionDue': '下次检查',
  'site.member.fillDepthMeters': '填土深度（米）',
  'site.member.heightMeters': '高度（米）',
  'site.member.peopleInReach': '影响范围内人数',
} as const;

export default texts;
