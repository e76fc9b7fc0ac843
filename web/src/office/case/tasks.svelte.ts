import type { components } from '$lib/api/contract';
import { ProblemError } from '$lib/api/problem';
import { uuidv7 } from '$lib/ids';
import type { Picked } from '$lib/photo/PhotoPicker.svelte';
import { api } from '../api';

export type CaseTask = components['schemas']['CaseTask'];
export type TaskAction = CaseTask['actions'][number];
type List = components['schemas']['CaseTaskList'];

/** What an officer is writing about one step; kept while steps are folded and unfolded. */
export interface TaskDraft {
  words: string;
  picked: Picked[];
  /** The id of a photo the case has already. */
  chosen?: string | undefined;
  skipping: boolean;
  /** A photo had been picked when the page was left: it is not kept as words are. */
  photosGone: boolean;
}

type Written = Record<string, Omit<TaskDraft, 'picked'>>;

/** The tasks of one case on one officer's screen. */
export class Tasks {
  list = $state.raw<List>();
  error = $state.raw<unknown>();
  /** The code of the task whose step is under way. */
  busy = $state<string>();
  refusal = $state.raw<unknown>();
  /** Somebody else was faster. */
  stale = $state(false);

  drafts = $state<Record<string, TaskDraft>>({});

  constructor(readonly caseId: string) {}

  /** What is worth keeping of the steps that are begun. */
  get written(): Written {
    const begun = Object.entries(this.drafts).filter(([, { words, picked, photosGone }]) => words.trim() || picked.length > 0 || photosGone);
    return Object.fromEntries(begun.map(([code, { picked, ...rest }]) => [code, { ...rest, photosGone: rest.photosGone || picked.length > 0 }]));
  }

  /** Photos are picked and not sent: a reload would lose them. */
  get pictured(): boolean {
    return Object.values(this.drafts).some(({ picked }) => picked.length > 0);
  }

  begin(code: string): void {
    this.drafts[code] ??= { words: '', picked: [], skipping: false, photosGone: false };
  }

  giveUp(code: string): void {
    this.drafts[code]?.picked.forEach(({ url }) => URL.revokeObjectURL(url));
    delete this.drafts[code];
  }

  resume(written: Written): void {
    for (const [code, rest] of Object.entries(written)) this.drafts[code] = { ...rest, picked: [] };
  }

  async load(): Promise<void> {
    try {
      this.list = (await api.get('/v1/cases/{caseId}/tasks', { path: { caseId: this.caseId } })).data;
      this.error = undefined;
    } catch (failed) {
      this.error = failed;
    }
  }

  /** Takes a step; true when it was taken. */
  async step(task: CaseTask, action: TaskAction, body: { note?: string; photoId?: string; reason?: string }): Promise<boolean> {
    const ask = { path: { caseId: this.caseId, taskCode: task.code }, ifMatch: `"${task.version}"`, idempotencyKey: uuidv7() };
    this.busy = task.code;
    this.refusal = undefined;
    this.stale = false;
    try {
      if (action === 'done') await api.post('/v1/cases/{caseId}/tasks/{taskCode}/done', { ...ask, body });
      else if (action === 'skip') await api.post('/v1/cases/{caseId}/tasks/{taskCode}/skip', { ...ask, body: { reason: body.reason ?? '' } });
      else await api.post('/v1/cases/{caseId}/tasks/{taskCode}/reopen', { ...ask, body });
      await this.load();
      return true;
    } catch (refused) {
      if (refused instanceof ProblemError && refused.status === 412) {
        this.stale = true;
        await this.load();
      } else this.refusal = refused;
      return false;
    } finally {
      this.busy = undefined;
    }
  }
}
