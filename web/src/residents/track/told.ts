import { say, t, type LocalizedText } from '$lib/i18n.svelte';

interface Entry {
  at: string;
  kind: string;
  text: LocalizedText;
}

/** What an entry says to the sender: the report that joined the case the moment mine came in is mine, not somebody else's. */
export function told(entry: Entry, sentAt: string): string {
  const own = entry.kind === 'report_attached' && Date.parse(entry.at) === Date.parse(sentAt);
  return own ? t('track.joined') : say(entry.text);
}
