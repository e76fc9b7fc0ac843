/** Today in the city, whose days count for responsibilities, as "2026-11-25". */
export function todayHere(now: number = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
