import type leading from './zh-CN';

export default {
  'org.door': 'Organisations',
} satisfies Record<keyof typeof leading, string>;
