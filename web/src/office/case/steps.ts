import { language } from '$lib/i18n.svelte';
import { uploadPicture } from '$lib/photo/upload';
import type { components } from '$lib/api/contract';
import { api, session } from '../api';
import type { CaseAction, CaseDesk, Draft } from './desk.svelte';

type ConsentRequest = components['schemas']['ConsentRequest'];
export type SimpleAction = Exclude<CaseAction, 'triage' | 'handover' | 'merge' | 'split' | 'assign' | 'consult' | 'support' | 'recategorise'>;

/** Whether the step takes a second officer: then it is asked for, and another one carries it out. */
export function asks(desk: CaseDesk, action: CaseAction): boolean {
  return action !== 'triage' && action !== 'recategorise' && Boolean(desk.case?.consentSteps.some((step) => step === action));
}

/** Asks for a second officer's consent; true when it waits for one. */
export function ask(desk: CaseDesk, content: ConsentRequest): Promise<boolean> {
  return desk.act(content, (body, condition) => api.post('/v1/cases/{caseId}/consents', { path: { caseId: desk.caseId }, body, ...condition }));
}

const waiting = (draft: Draft) => ({ reviewAt: new Date(draft.reviewAt).toISOString(), ...(draft.publicReason.trim() ? { publicReason: draft.publicReason.trim() } : {}) });

/** Steps that were not done, each with its reason. */
function stepsLeft(draft: Draft) {
  const openTasks = Object.entries(draft.taskReasons).flatMap(([code, reason]) => (reason.trim() ? [{ code, reason: reason.trim() }] : []));
  return openTasks.length > 0 ? { openTasks } : {};
}

/** Takes one of the steps that need words at most; true when it was taken. */
export function take(desk: CaseDesk, action: SimpleAction, draft: Draft, photoIds: string[]): Promise<boolean> {
  const path = { caseId: desk.caseId };
  const text = draft.text.trim();
  const note = text ? { text, visibility: draft.visibility } : {};
  const because = { rationale: text, ...(draft.evidence.trim() ? { evidence: draft.evidence.trim() } : {}) };
  const pictures = photoIds.length > 0 ? { photoIds } : {};
  if (asks(desk, action)) {
    if (action === 'hold') return ask(desk, { step: 'hold', rationale: text, ...waiting(draft) });
    return action === 'reject' ? ask(desk, { step: 'reject', reason: draft.reason, rationale: text }) : ask(desk, { step: 'close', ...because });
  }
  switch (action) {
    case 'acknowledge':
      return desk.act(note, (body, condition) => api.post('/v1/cases/{caseId}/acknowledge', { path, body, ...condition }));
    case 'start':
      return desk.act(note, (body, condition) => api.post('/v1/cases/{caseId}/start', { path, body, ...condition }));
    case 'hold':
      return desk.act({ reason: text, ...waiting(draft) }, (body, condition) => api.post('/v1/cases/{caseId}/hold', { path, body, ...condition }));
    case 'resolve':
      return desk.act({ text, ...pictures, ...stepsLeft(draft) }, (body, condition) => api.post('/v1/cases/{caseId}/resolve', { path, body, ...condition }));
    case 'close':
      return desk.act(because, (body, condition) => api.post('/v1/cases/{caseId}/close', { path, body, ...condition }));
    case 'reopen':
      return desk.act(because, (body, condition) => api.post('/v1/cases/{caseId}/reopen', { path, body, ...condition }));
    case 'reject':
      return desk.act({ reason: draft.reason, rationale: text }, (body, condition) => api.post('/v1/cases/{caseId}/reject', { path, body, ...condition }));
    case 'comment':
      return desk.act({ text, visibility: draft.visibility, ...pictures }, (body, condition) => api.post('/v1/cases/{caseId}/comment', { path, body, idempotencyKey: condition.idempotencyKey }));
  }
}

/** Puts the chosen photos to the case; sending one twice changes nothing. The answer names them for the step. */
export async function uploadPhotos(desk: CaseDesk, draft: Draft, progress: (done: number) => void): Promise<string[]> {
  for (const [index, photo] of draft.photos.entries()) {
    const path = `/v1/cases/${desk.caseId}/photos/${photo.id}`;
    await uploadPicture(session, path, photo.blob, language(), (part) => progress((index + part) / draft.photos.length));
  }
  return draft.photos.map((photo) => photo.id);
}
