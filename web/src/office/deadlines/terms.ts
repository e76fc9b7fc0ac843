import type { components } from '$lib/api/contract';

export type Rule = components['schemas']['DeadlineRule'];
export type Change = components['schemas']['DeadlineChange'];
type Time = Rule['time'];

export const KINDS = ['acknowledge', 'resolve', 'handover', 'consent', 'rung'] as const satisfies readonly Rule['kind'][];
export const LEVELS = ['extreme', 'high', 'medium', 'low'] as const satisfies readonly Rule['severity'][];
export const UNITS = ['minute', 'hour', 'day', 'workMinute', 'workHour', 'workDay'] as const;
export type Unit = (typeof UNITS)[number];

/** A term as somebody types it: "2 working days". */
export interface Term {
  value: number;
  unit: Unit;
}

export const timeOf = (unit: Unit): Time => (unit.startsWith('work') ? 'working' : 'calendar');

function minutesIn(unit: Unit, workingDay: number): number {
  return { minute: 1, hour: 60, day: 1440, workMinute: 1, workHour: 60, workDay: workingDay }[unit];
}

/** In the largest unit that it fills. */
export function termOf(minutes: number, time: Time, workingDay: number): Term {
  const units: Unit[] = time === 'working' ? ['workDay', 'workHour', 'workMinute'] : ['day', 'hour', 'minute'];
  const unit = units.find((one) => minutes > 0 && minutes % minutesIn(one, workingDay) === 0) ?? units[2] ?? 'minute';
  return { value: minutes / minutesIn(unit, workingDay), unit };
}

export function minutesOf({ value, unit }: Term, workingDay: number): number {
  return Math.round(value * minutesIn(unit, workingDay));
}

export const keyOf = ({ kind, severity }: Pick<Rule, 'kind' | 'severity'>) => `${kind}.${severity}`;

/** What differs from what holds now. */
export function changes(rules: readonly Rule[], drafts: Readonly<Record<string, Term | null>>, workingDay: number): Change[] {
  return rules.flatMap((rule): Change[] => {
    const draft = drafts[keyOf(rule)];
    const { kind, severity } = rule;
    if (draft === undefined) return [];
    if (draft === null) return rule.own ? [{ kind, severity }] : [];
    const minutes = minutesOf(draft, workingDay);
    const time = timeOf(draft.unit);
    return minutes === rule.minutes && time === rule.time ? [] : [{ kind, severity, minutes, time }];
  });
}

/** Whether a term lies within what the server takes. */
export function fits(rule: Rule, term: Term, workingDay: number): boolean {
  const minutes = minutesOf(term, workingDay);
  const most = timeOf(term.unit) === 'working' ? rule.mostWorkingMinutes : rule.mostMinutes;
  return Number.isFinite(term.value) && minutes >= rule.leastMinutes && minutes <= most;
}
