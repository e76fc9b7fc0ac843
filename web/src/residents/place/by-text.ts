import chinese from '$i18n/sms/zh-CN';
import english from '$i18n/sms/en';
import { language } from '$lib/i18n.svelte';

/** These texts come with the part that needs them, and weigh on no resident's first load. */
export function said(key: keyof typeof chinese, values: Record<string, string> = {}): string {
  return (language() === 'en' ? english : chinese)[key].replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
}
