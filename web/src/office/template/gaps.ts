/** The city's time, whatever the officer's own clock says: people who are warned read it there. */
const CITY = 'Asia/Shanghai';
const GAP = /[{｛][^{}｛｝]{0,60}[}｝]/g;

export interface Filling {
  /** Name of the area in this language; empty while there is none. */
  place: string;
  /** A datetime-local value; empty while there is none. */
  expires: string;
}

/** What still stands open in a text, each once; as the server sees it when the warning is submitted. */
export const openIn = (text: string): string[] => [...new Set(text.match(GAP) ?? [])];

/** A template's text with what is known by now; what is not stays open. */
export function filled(text: string, language: 'zh-CN' | 'en', { place, expires }: Filling): string {
  const until = expires ? when(new Date(expires), language) : '';
  return text.replaceAll('{place}', () => place.trim() || '{place}').replaceAll('{time}', () => until || '{time}');
}

function when(instant: Date, language: 'zh-CN' | 'en'): string {
  if (Number.isNaN(instant.getTime())) return '';
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: CITY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
  const [month, day] = new Intl.DateTimeFormat('en-US', { timeZone: CITY, month: 'numeric', day: 'numeric' }).format(instant).split('/');
  if (language === 'zh-CN') return `${month}月${day}日${clock}`;
  return `${clock} on ${new Intl.DateTimeFormat('en-GB', { timeZone: CITY, day: 'numeric', month: 'long' }).format(instant)}`;
}
