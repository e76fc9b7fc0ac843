import type { components } from '$lib/api/contract';
import { say as spoken, t, word, type LocalizedText } from '$lib/i18n.svelte';

type Entry = components['schemas']['AuditEntry'];

/** What the log can say, in the order of the choice above it: one subject after the other. Each has words in audit.does. */
export const ACTIONS = [
  'case.acknowledge',
  'case.start',
  'case.hold',
  'case.resolve',
  'case.close',
  'case.reject',
  'case.reopen',
  'case.comment',
  'case.triage',
  'case.confirm',
  'case.add-photo',
  'case.accept-handover',
  'case.accept-support',
  'case.ask-consent',
  'case.ask-consultation',
  'case.ask-handover',
  'case.ask-link-site',
  'case.ask-support',
  'case.ask-unlink-site',
  'case.assign',
  'case.climb',
  'case.conclude-consultation',
  'case.consent',
  'case.decide-handover',
  'case.decline-opinion',
  'case.deny-consent',
  'case.deny-link-site',
  'case.deny-unlink-site',
  'case.do-task',
  'case.end-hold',
  'case.finish-support',
  'case.give-opinion',
  'case.lapse-consent',
  'case.link-site',
  'case.merge',
  'case.miss-handover',
  'case.open-split',
  'case.recategorise',
  'case.refuse-handover',
  'case.refuse-support',
  'case.release-support',
  'case.reopen-task',
  'case.skip-task',
  'case.split',
  'case.start-support',
  'case.surge',
  'case.take-in',
  'case.unlink-site',
  'case.withdraw-consent',
  'case.withdraw-consultation',
  'case.withdraw-handover',
  'report.submit',
  'report.add',
  'report.add-photo',
  'site.add-permit',
  'site.add-photo',
  'site.add-volunteer',
  'site.ask-link',
  'site.ask-unlink',
  'site.change',
  'site.deny-link',
  'site.deny-unlink',
  'site.inspect',
  'site.link-case',
  'site.open-case',
  'site.register',
  'site.remove-volunteer',
  'site.unlink-case',
  'warning.drafted',
  'warning.edited',
  'warning.submitted',
  'warning.published',
  'warning.returned',
  'warning.rejected',
  'warning.cancelled',
  'warning.expired',
  'warning.superseded',
  'warning.update-drafted',
  'warning-template.create',
  'warning-template.update',
  'cap.imported',
  'cap.refused',
  'cap.relayed',
  'cap-sender.changed',
  'cap-sender.created',
  'finding.assigned',
  'finding.commented',
  'finding.resolved',
  'coverage.compute',
  'responsibility.create',
  'responsibility.update',
  'responsibility.succeed',
  'area.create',
  'area.update',
  'area.import',
  'department.create',
  'department.update',
  'category.create',
  'category.update',
  'suggestion.trained',
  'suggestion.served',
  'playbook.create',
  'playbook.update',
  'factors.create',
  'factors.update',
  'deadline.set',
  'calendar.import',
  'saved-filter.create',
  'saved-filter.delete',
  'saved-filter.update',
  'officer.signed-in',
  'officer.sign-in-refused',
  'officer.created',
  'officer.changed',
  'officer.reset',
  'officer.password-changed',
  'officer.password-change-refused',
  'officer.sample-created',
  'session.ended',
  'account.recovered',
  'account.recovery-code-made',
  'organisation.registered',
  'organisation.verified',
  'organisation.suspended',
  'organisation.contacts-read',
  'volunteer.registered',
  'volunteer.changed',
  'volunteer.verified',
  'volunteer.suspended',
  'volunteer.withdrawn',
  'volunteer.contacts-read',
  'resource.offered',
  'resource.changed',
  'resource.withdrawn',
  'need.raised',
  'need.cancelled',
  'allocation.proposed',
  'allocation.committed',
  'allocation.declined',
  'allocation.dispatched',
  'allocation.delivered',
  'allocation.returned',
  'allocation.released',
  'device.registered',
  'device.changed',
  'device.removed',
  'device.number-asked',
  'device.number-proved',
  'delivery-settings.set',
  'webhook.changed',
  'webhook.created',
  'webhook.secret-renewed',
  'lesson.answered',
  'audit.salted',
] as const;

const MEANINGS: Record<string, string> = { status: 'status', severity: 'severity', roles: 'role', duty: 'duty', routing: 'audit.routed' };

/** Where the thing that was acted on can be read. */
export function subject(entry: Entry): { text: string; href?: string } | undefined {
  const number = entry.detail['number'];
  if (entry.subjectType === 'case' && entry.subjectId) return { text: typeof number === 'string' ? number : short(entry.subjectId), href: `/office/cases/${entry.subjectId}` };
  if (entry.subjectType === 'warning' && entry.subjectId) return { text: short(entry.subjectId), href: `/office/warnings/${entry.subjectId}` };
  if (entry.subjectType === 'account') return entry.subjectName && entry.subjectName !== entry.actor.name ? { text: entry.subjectName } : undefined;
  return entry.subjectId ? { text: short(entry.subjectId) } : undefined;
}

interface Line {
  label: string;
  value: string;
  /** Where what it names can be read. */
  href?: string;
}

/** The detail as lines of words; "before" and "after" of one thing are one line. What stands elsewhere is left out. */
export function details(entry: Entry): Line[] {
  const detail = entry.detail as Record<string, unknown>;
  return Object.entries(detail).flatMap(([key, value]) => {
    const base = key.replace(/(Before|After)$/, '');
    if (base !== key && key.endsWith('After') && `${base}Before` in detail) return [];
    if (key === 'number') return [];
    const now = key.endsWith('Before') ? detail[`${base}After`] : undefined;
    const text = now === undefined || same(now, value) ? say(base, value) : `${say(base, value)} → ${say(base, now)}`;
    return [{ label: word('audit.of', base), value: text, ...(base === 'caseId' ? { href: `/office/cases/${String(value)}` } : {}) }];
  });
}

const short = (id: string) => `…${id.slice(-6)}`;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function say(name: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (name.endsWith('Ids') && Array.isArray(value)) return String(value.length);
  if (name.endsWith('Id') && typeof value === 'string') return short(value);
  if (Array.isArray(value)) return value.map((one) => say(name, one)).join(', ');
  if (typeof value === 'object' && value !== null && ('zh-CN' in value || 'en' in value)) return spoken(value as LocalizedText);
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, one]) => `${word('audit.of', key)}: ${say(key, one)}`).join('; ');
  const meaning = MEANINGS[name];
  return meaning ? word(meaning, String(value)) : String(value ?? '—');
}
