import chinese from '$i18n/recovery/zh-CN';
import english from '$i18n/recovery/en';
import { language } from '$lib/i18n.svelte';

/** These texts come with the pages that need them, and weigh on no resident's first load. */
export function said(key: keyof typeof chinese): string {
  return (language() === 'en' ? english : chinese)[key];
}
