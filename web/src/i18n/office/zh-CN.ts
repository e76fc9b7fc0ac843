export default {
  'office.door': '工作台',
} as const;
