/** The words around a warning on a phone. A phone speaks its owner's language, whatever the officer's screen does. */
export const SPOKEN = {
  'zh-CN': {
    now: '现在', app: '群防', do: '现在怎么做', until: '有效至',
    level: { Extreme: '红色预警', Severe: '橙色预警', Moderate: '黄色预警', Minor: '蓝色预警', Unknown: '预警' },
  },
  en: {
    now: 'now', app: 'Qunfang', do: 'What to do now', until: 'Until',
    level: { Extreme: 'Red warning', Severe: 'Orange warning', Moderate: 'Yellow warning', Minor: 'Blue warning', Unknown: 'Warning' },
  },
} as const;
