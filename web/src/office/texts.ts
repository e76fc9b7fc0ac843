import type { TextFiles } from '$lib/i18n.svelte';

export const texts: TextFiles[] = [
  { 'zh-CN': () => import('$i18n/common/zh-CN'), en: () => import('$i18n/common/en') },
  { 'zh-CN': () => import('$i18n/office/zh-CN'), en: () => import('$i18n/office/en') },
];
