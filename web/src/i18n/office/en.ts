import type leading from './zh-CN';

export default {
  'office.door': 'Officials',
} satisfies Record<keyof typeof leading, string>;
