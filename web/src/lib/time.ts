import { language, type Language } from './i18n.svelte';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In Chinese a number stands off its unit: "25 米", "3 分钟前". */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}

/** Local date and time with the offset, such as "11月23日 08:15（UTC+8）": an instant nobody can misread. */
export function moment(instant: string | number | Date, spoken: Language = language()): string {
  const date = new Date(instant);
  const sameYear = date.getFullYear() === new Date().getFullYear();
  const text = new Intl.DateTimeFormat(spoken, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: spoken === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
  return spoken === 'zh-CN' ? `${text}（${offset(date)}）` : `${text} (${offset(date)})`;
}

/** The local hour and minute of something known before, such as "18:43"; with its day when that is not today. */
export function hourOf(instant: number): string {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return today ? new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date) : moment(date);
}

/** The local time of day to the second, such as "08:15:30", for what is due within minutes. */
export function timeOfDay(instant: string | number | Date): string {
  return new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
}

/** "UTC+8", "UTC−3:30" or "UTC": the offset in force here at that instant. */
export function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes > 0 ? '+' : '−'}${Math.floor(size / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

/** "in 3 hours", "5 minutes ago": the distance in the largest fitting unit. */
export function distance(instant: string | number | Date, now: number = Date.now()): string {
  const apart = new Date(instant).getTime() - now;
  const words = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  const size = Math.abs(apart);
  if (size < HOUR) return spaced(words.format(Math.round(apart / MINUTE), 'minute'));
  if (size < DAY) return spaced(words.format(Math.round(apart / HOUR), 'hour'));
  return spaced(words.format(Math.round(apart / DAY), 'day'));
}

/** A length of time in words without direction, such as "1 h 20 min". */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / MINUTE));
  const units: [number, string][] = [[Math.floor(minutes / 1440), 'day'], [Math.floor((minutes % 1440) / 60), 'hour'], [minutes % 60, 'minute']];
  const shown = units.filter(([count]) => count > 0).slice(0, 2);
  const parts = shown.length > 0 ? shown : [[0, 'minute'] as [number, string]];
  return parts.map(([count, unit]) => spaced(new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short' }).format(count))).join(' ');
}

/** "850 m", "3.2 km". */
export function metres(length: number): string {
  const [value, unit] = length < 1000 ? [Math.round(length), 'meter'] : [length / 1000, 'kilometer'];
  return spaced(new Intl.NumberFormat(language(), { style: 'unit', unit: String(unit), unitDisplay: 'short', maximumFractionDigits: 1 }).format(Number(value)));
}
