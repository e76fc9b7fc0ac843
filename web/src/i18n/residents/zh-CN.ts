export default {
  'home.title': '首页',
} as const;
