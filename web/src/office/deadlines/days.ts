import type { components } from '$lib/api/contract';
import { NoAnswer, problemFrom } from '$lib/api/problem';
import { language } from '$lib/i18n.svelte';
import { session } from '../api';

export type CalendarDay = components['schemas']['CalendarDay'];
export type Imported = components['schemas']['CalendarImported'];
const PATH = '/v1/calendar/import';

/** Sends a file of holidays as it is; a ProblemError names the lines that are wrong. */
export async function importDays(file: Blob, key: string): Promise<Imported> {
  const token = await session.token();
  let answer = await post(file, key, token);
  if (answer.status === 401 && token) answer = await post(file, key, await session.renew(token));
  if (!answer.ok) throw await problemFrom(answer);
  return (await answer.json()) as Imported;
}

async function post(file: Blob, key: string, token: string | undefined): Promise<Response> {
  try {
    return await fetch(PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', 'Accept-Language': language(), 'Idempotency-Key': key, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: file,
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new NoAnswer(PATH, { cause });
  }
}

/** Days that follow each other and are of one kind and name, as one stretch. */
export function stretches(days: readonly CalendarDay[]): { from: CalendarDay; to: CalendarDay; count: number }[] {
  const found: { from: CalendarDay; to: CalendarDay; count: number }[] = [];
  for (const day of days) {
    const last = found.at(-1);
    const follows = last && last.to.kind === day.kind && last.to.name['zh-CN'] === day.name['zh-CN'] && Date.parse(day.date) - Date.parse(last.to.date) === 86_400_000;
    if (follows) {
      last.to = day;
      last.count++;
    } else found.push({ from: day, to: day, count: 1 });
  }
  return found;
}
