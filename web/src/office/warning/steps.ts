import { api } from '../api';
import type { WarningDesk } from './desk.svelte';

export type Step = 'submit' | 'approve' | 'return' | 'reject' | 'cancel';

export interface StepWords {
  rationale: string;
  noteZh: string;
  noteEn: string;
  /** The area's name, typed to confirm a live warning. */
  areaName: string;
}

/** Takes one step with a warning; true when it was taken. Approving names the hash of exactly what was read. */
export function take(desk: WarningDesk, step: Step, words: StepWords): Promise<boolean> {
  const path = { warningId: desk.warningId };
  const rationale = words.rationale.trim();
  const because = { rationale };
  const named = words.areaName.trim() ? { areaName: words.areaName.trim() } : {};
  switch (step) {
    case 'submit':
      return desk.act(step, { ...because, ...named }, (condition) => api.post('/v1/warnings/{warningId}/submit', { path, body: { ...(rationale ? because : {}), ...named }, ...condition }));
    case 'approve': {
      const body = { ...approval(desk, rationale), ...named };
      return desk.act(step, body, (condition) => api.post('/v1/warnings/{warningId}/approve', { path, body, ...condition }));
    }
    case 'return':
      return desk.act(step, because, (condition) => api.post('/v1/warnings/{warningId}/return', { path, body: because, ...condition }));
    case 'reject':
      return desk.act(step, because, (condition) => api.post('/v1/warnings/{warningId}/reject', { path, body: because, ...condition }));
    case 'cancel': {
      const note = words.noteZh.trim() ? { note: { 'zh-CN': words.noteZh.trim(), ...(words.noteEn.trim() ? { en: words.noteEn.trim() } : {}) } } : {};
      const body = { ...because, ...note };
      return desk.act(step, body, (condition) => api.post('/v1/warnings/{warningId}/cancel', { path, body, ...condition }));
    }
  }
}

function approval(desk: WarningDesk, rationale: string) {
  const publicExercise = desk.warning?.mode === 'exercise' && desk.warning.exercisePublic;
  return { contentHash: desk.warning?.contentHash ?? '', ...(publicExercise ? { exerciseConfirmed: true } : {}), ...(rationale ? { rationale } : {}) };
}
