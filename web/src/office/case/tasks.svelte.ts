import type { components } from '$lib/api/contract';
import { ProblemError } from '$lib/api/problem';
import { uuidv7 } from '$lib/ids';
import { api } from '../api';

export type CaseTask = components['schemas']['CaseTask'];
export type TaskAction = CaseTask['actions'][number];
type List = components['schemas']['CaseTaskList'];

/** The tasks of one case on one officer's screen. */
export class Tasks {
  list = $state.raw<List>();
  error = $state.raw<unknown>();
  /** The code of the task whose step is under way. */
  busy = $state<string>();
  refusal = $state.raw<unknown>();
  /** Somebody else was faster. */
  stale = $state(false);

  constructor(readonly caseId: string) {}

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
