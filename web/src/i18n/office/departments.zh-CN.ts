// 选择部门：按上下级列出，职责清单写明的在前。
const texts = {
  'handover.named': '职责清单写明与此地此类隐患有关的',
  'handover.duty': '值班室',
  'handover.namedFor': '{name}（{duties}）',
  'handover.and': '、',
  'handover.alone': '没有上下级的部门',
  'handover.outside': '没有共同上级，须移交给值班室裁定',
} as const;

export default texts;
