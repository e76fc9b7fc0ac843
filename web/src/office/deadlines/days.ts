import type { components } from '$lib/api/contract';
import { NoAnswer, problemFrom } from '$lib/api/problem';
import { language } from '$lib/i18n.svelte';
import { session } from '../api';

export type CalendarDay = components['schemas']['CalendarDay'];
export type Imported = components['schemas']['CalendarImported'];
export type Preview = components['schemas']['CalendarPreview'];

/** What a file would change, as it is; a ProblemError names the lines that are wrong. */
export async function previewDays(file: Blob): Promise<Preview> {
  return (await sent('/v1/calendar/preview', file, {})) as Preview;
}

/** Takes a file of holidays in place of what somebody has seen in its preview. */
export async function importDays(file: Blob, key: string, version: number): Promise<Imported> {
  return (await sent('/v1/calendar/import', file, { 'Idempotency-Key': key, 'If-Match': `"${version}"` })) as Imported;
}

/** The days of a year as a file that the import takes. */
export async function exportDays(year: number): Promise<Blob> {
  const path = `/v1/calendar/export?year=${year}`;
  const token = await session.token();
  let answer = await ask(path, { method: 'GET' }, token);
  if (answer.status === 401 && token) answer = await ask(path, { method: 'GET' }, await session.renew(token));
  if (!answer.ok) throw await problemFrom(answer);
  return answer.blob();
}

async function sent(path: string, file: Blob, headers: Record<string, string>): Promise<unknown> {
  const request = { method: 'POST', headers: { 'Content-Type': 'text/csv', ...headers }, body: file };
  const token = await session.token();
  let answer = await ask(path, request, token);
  if (answer.status === 401 && token) answer = await ask(path, request, await session.renew(token));
  if (!answer.ok) throw await problemFrom(answer);
  return answer.json();
}

async function ask(path: string, request: { method: string; headers?: Record<string, string>; body?: Blob }, token: string | undefined): Promise<Response> {
  try {
    return await fetch(path, {
      ...request,
      headers: { 'Accept-Language': language(), ...request.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new NoAnswer(path, { cause });
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
