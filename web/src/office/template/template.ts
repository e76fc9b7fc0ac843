import type { components } from '$lib/api/contract';

export type Template = components['schemas']['WarningTemplate'];
export type TemplateInput = components['schemas']['WarningTemplateInput'];

/** A template as somebody writes it. `hours` is null while its field is empty. */
export interface TemplateDraft {
  category: string;
  active: boolean;
  eventCode: string;
  urgency: Template['urgency'];
  severity: Template['severity'];
  certainty: Template['certainty'];
  hours: number | null;
  lesson: string;
  headlineZh: string;
  headlineEn: string;
  descriptionZh: string;
  descriptionEn: string;
  instructionZh: string;
  instructionEn: string;
}

export function begin(known: Template | undefined): TemplateDraft {
  return {
    category: known?.category?.code ?? '', active: known?.active ?? true, eventCode: known?.eventCode ?? '',
    urgency: known?.urgency ?? 'Immediate', severity: known?.severity ?? 'Severe', certainty: known?.certainty ?? 'Likely', hours: known?.hours ?? 6, lesson: known?.lesson ?? '',
    headlineZh: known?.headline['zh-CN'] ?? '', headlineEn: known?.headline.en ?? '', descriptionZh: known?.description['zh-CN'] ?? '', descriptionEn: known?.description.en ?? '',
    instructionZh: known?.instruction['zh-CN'] ?? '', instructionEn: known?.instruction.en ?? '',
  };
}

export const isHours = (hours: number | null): hours is number => hours !== null && Number.isInteger(hours) && hours >= 1 && hours <= 720;

export function isReady(draft: TemplateDraft): boolean {
  const texts = [draft.headlineZh, draft.headlineEn, draft.descriptionZh, draft.descriptionEn, draft.instructionZh, draft.instructionEn];
  return isHours(draft.hours) && texts.every((text) => text.trim() !== '');
}

export function content(draft: TemplateDraft): TemplateInput {
  const both = (zh: string, en: string) => ({ 'zh-CN': zh.trim(), en: en.trim() });
  return {
    ...(draft.category ? { categoryCode: draft.category } : {}), active: draft.active, ...(draft.eventCode.trim() ? { eventCode: draft.eventCode.trim() } : {}),
    urgency: draft.urgency, severity: draft.severity, certainty: draft.certainty, hours: draft.hours ?? 6, ...(draft.lesson ? { lesson: draft.lesson } : {}),
    headline: both(draft.headlineZh, draft.headlineEn), description: both(draft.descriptionZh, draft.descriptionEn), instruction: both(draft.instructionZh, draft.instructionEn),
  };
}
