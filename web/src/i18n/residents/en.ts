import type leading from './zh-CN';

export default {
  'home.title': 'Home',
} satisfies Record<keyof typeof leading, string>;
