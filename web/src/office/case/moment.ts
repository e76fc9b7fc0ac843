/** datetime-local wants local time without an offset. */
export function localMinute(millis: number): string {
  return new Date(millis - new Date(millis).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
