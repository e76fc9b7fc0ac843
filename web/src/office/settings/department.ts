import type { components } from '$lib/api/contract';
import type { Department } from '../reference';

export type Figures = components['schemas']['DepartmentFigures'];
type Input = components['schemas']['DepartmentInput'];

export interface ChannelDraft {
  key: string;
  type: 'email' | 'phone';
  value: string;
}

/** A department as somebody writes it. */
export interface DepartmentDraft {
  code: string;
  zh: string;
  en: string;
  superior: string;
  isDutyOffice: boolean;
  channels: ChannelDraft[];
}

const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
const MAIL = /^[^\s@]+@[^\s@]+$/;
const fresh = () => crypto.randomUUID().slice(0, 8);

export function begin(known: Department | undefined): DepartmentDraft {
  return {
    code: known?.code ?? '', zh: known?.name['zh-CN'] ?? '', en: known?.name.en ?? '', superior: known?.superiorCode ?? '',
    isDutyOffice: known?.isDutyOffice ?? false, channels: (known?.channels ?? []).map((one) => ({ key: fresh(), ...one })),
  };
}

export const newChannel = (): ChannelDraft => ({ key: fresh(), type: 'phone', value: '' });
export const isCode = (code: string) => CODE.test(code.trim());

/** An address has something on both sides of its @; a telephone number has a digit. */
export function isChannel({ type, value }: ChannelDraft): boolean {
  const trimmed = value.trim();
  return trimmed.length >= 3 && trimmed.length <= 254 && (type === 'email' ? MAIL.test(trimmed) : /\d/.test(trimmed));
}

export function isReady(draft: DepartmentDraft): boolean {
  return isCode(draft.code) && draft.zh.trim() !== '' && draft.en.trim() !== '' && draft.channels.every(isChannel);
}

export function content(draft: DepartmentDraft): Input {
  return {
    code: draft.code.trim(), name: { 'zh-CN': draft.zh.trim(), en: draft.en.trim() }, ...(draft.superior ? { superiorCode: draft.superior } : {}),
    isDutyOffice: draft.isDutyOffice, channels: draft.channels.map(({ type, value }) => ({ type, value: value.trim() })),
  };
}

/** Shares of what was asked, 0 to 1: what is neither accepted, refused nor open went to the arbiter or was withdrawn. */
export function shares({ received, accepted, refused, open }: Figures): { accepted: number; refused: number; open: number; other: number } {
  const of = (count: number) => (received === 0 ? 0 : count / received);
  return { accepted: of(accepted), refused: of(refused), open: of(open), other: of(Math.max(0, received - accepted - refused - open)) };
}
