/** Spaces and marks of no width alone are no words: the server takes them for none too. */
const SEEN = /[^\s\u0000-\u001f\u200b-\u200f\u2060\ufeff]/;
/** The input shows no seconds, and a phone's clock may be a little behind. */
const MINUTE_MS = 60_000;
const EARLIEST = Date.UTC(1900, 0, 2);

/** What was typed without blanks around it; empty when nobody could see anything of it. */
export function words(typed: string): string {
  return SEEN.test(typed) ? typed.trim() : '';
}

/** Whether nobody could be called with it: whatever way it is written, a number has a figure. */
export function isNoNumber(phone: string): boolean {
  return words(phone) !== '' && !/\p{Nd}|[零〇一二三四五六七八九]/u.test(phone);
}

/** What is wrong with when it was seen: nothing, or that nobody can have seen it then. */
export function wrongTime(local: string, now: number = Date.now()): 'future' | 'early' | undefined {
  if (!local) return undefined;
  const at = new Date(local).getTime();
  if (at > now + MINUTE_MS) return 'future';
  return at >= EARLIEST ? undefined : 'early';
}

/** As an input for a local date and time shows it, to the minute. */
export function localInput(instant: string | number): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
