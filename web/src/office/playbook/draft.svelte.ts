import type { components } from '$lib/api/contract';
import { joined, minutes, split, type Unit } from './duration';

export type Playbook = components['schemas']['Playbook'];
type Input = components['schemas']['PlaybookInput'];
type Step = components['schemas']['PlaybookStep'];

/** A step as somebody writes it. */
export interface StepDraft {
  code: string;
  zh: string;
  en: string;
  howZh: string;
  howEn: string;
  role: Step['owner']['role'];
  side: Step['owner']['side'];
  dueFrom: Step['dueFrom'];
  count: number;
  unit: Unit;
  evidence: Step['evidence'];
  /** Lives hang on it: it is never skipped together with others. */
  lifeSafety: boolean;
}

/** A playbook as somebody writes it. */
export class PlaybookDraft {
  zh = $state('');
  en = $state('');
  category = $state('');
  severity = $state<Input['minimumSeverity']>('low');
  active = $state(true);
  steps = $state<StepDraft[]>([]);

  constructor(known?: Playbook) {
    if (!known) {
      this.add();
      return;
    }
    this.zh = known.name['zh-CN'];
    this.en = known.name.en;
    this.category = known.category?.code ?? '';
    this.severity = known.minimumSeverity;
    this.active = known.active;
    this.steps = known.steps.map(written);
  }

  /** A step that is new here is new everywhere: its code is its own. */
  add(): StepDraft {
    const code = `s-${crypto.randomUUID().slice(0, 13)}`;
    this.steps.push({ code, zh: '', en: '', howZh: '', howEn: '', role: 'officer', side: 'lead', dueFrom: 'acknowledgement', count: 4, unit: 'H', evidence: 'note', lifeSafety: false });
    return this.steps.at(-1)!;
  }

  remove(index: number): void {
    this.steps.splice(index, 1);
  }

  /** @param by −1 one up, 1 one down */
  move(index: number, by: -1 | 1): void {
    const other = index + by;
    if (other < 0 || other >= this.steps.length) return;
    [this.steps[index], this.steps[other]] = [this.steps[other]!, this.steps[index]!];
  }

  /** undefined while something is missing. */
  content(): Input | undefined {
    const steps = this.steps.map(sent);
    if (!this.zh.trim() || !this.en.trim() || steps.length === 0 || steps.some((one) => !one)) return undefined;
    return {
      ...(this.category ? { categoryCode: this.category } : {}),
      minimumSeverity: this.severity,
      name: { 'zh-CN': this.zh.trim(), en: this.en.trim() },
      active: this.active,
      steps: steps as Step[],
    };
  }
}

/** What keeps a step from being saved, by the field. */
export function lacking(step: StepDraft): { zh: boolean; en: boolean; how: boolean; due: boolean } {
  return {
    zh: !step.zh.trim(),
    en: !step.en.trim(),
    how: Boolean(step.howZh.trim()) !== Boolean(step.howEn.trim()),
    due: joined(step.count, step.unit) === undefined,
  };
}

/**
 * Whether a case may have a late step before anybody has to acknowledge it.
 *
 * @param acknowledge minutes in which a case of the playbook's least severity has to be acknowledged; undefined when not known
 */
export function early(step: StepDraft, acknowledge: number | undefined): boolean {
  const due = joined(step.count, step.unit);
  return step.dueFrom === 'opening' && due !== undefined && acknowledge !== undefined && minutes(due) < acknowledge;
}

function sent(step: StepDraft, index: number): Step | undefined {
  if (Object.values(lacking(step)).some(Boolean)) return undefined;
  return {
    code: step.code,
    order: index + 1,
    title: { 'zh-CN': step.zh.trim(), en: step.en.trim() },
    ...(step.howZh.trim() ? { explanation: { 'zh-CN': step.howZh.trim(), en: step.howEn.trim() } } : {}),
    owner: { role: step.role, side: step.side },
    dueFrom: step.dueFrom,
    dueAfter: joined(step.count, step.unit)!,
    evidence: step.evidence,
    lifeSafety: step.lifeSafety,
  };
}

function written(step: Step): StepDraft {
  return {
    code: step.code,
    zh: step.title['zh-CN'],
    en: step.title.en,
    howZh: step.explanation?.['zh-CN'] ?? '',
    howEn: step.explanation?.en ?? '',
    role: step.owner.role,
    side: step.owner.side,
    dueFrom: step.dueFrom,
    ...split(step.dueAfter),
    evidence: step.evidence,
    lifeSafety: step.lifeSafety ?? false,
  };
}
