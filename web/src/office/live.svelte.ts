import { LiveStream, type LiveState } from '$lib/api/live';
import type { components } from '$lib/api/contract';
import { language } from '$lib/i18n.svelte';
import { session } from './api';

/** What the stream tells of a case in the officer's queues, or of any step of a warning. */
export interface News {
  type: 'case.opened' | 'case.report-attached' | 'case.changed' | 'case.overdue' | 'case.surge' | 'case.tasks-added' | 'warning.changed';
  caseId?: string;
  warningId?: string;
}

/** Who else has a case in view. */
export type Onlooker = components['schemas']['Onlooker'];

interface Listener {
  onNews: (news: News) => void;
  onOpen: () => void;
}

const TYPES = new Set<string>(['case.opened', 'case.report-attached', 'case.changed', 'case.overdue', 'case.surge', 'case.tasks-added', 'warning.changed'] satisfies News['type'][]);

/** The one live stream of this page. Screens listen while they are open. */
class Live {
  state = $state<LiveState>('closed');
  #stream: LiveStream | undefined;
  #listeners = new Set<Listener>();
  #watchers = new Set<(caseId: string, others: readonly Onlooker[]) => void>();

  start(): void {
    this.#stream ??= new LiveStream({ session, language, onState: (state) => this.#turn(state), onEvent: ({ type, data }) => this.#tell(type, data) });
  }

  stop(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }

  /**
   * Returns what ends the listening. Changes that happened while the line was down are not repeated: onOpen is called
   * whenever it opens, to read again.
   */
  listen(onNews: Listener['onNews'], onOpen: Listener['onOpen']): () => void {
    const listener = { onNews, onOpen };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Hears who looks at a case: no news of the case itself, nothing has to be read anew. Returns what ends it. */
  watch(onPresence: (caseId: string, others: readonly Onlooker[]) => void): () => void {
    this.#watchers.add(onPresence);
    return () => void this.#watchers.delete(onPresence);
  }

  #turn(state: LiveState): void {
    this.state = state;
    if (state === 'open') this.#listeners.forEach((listener) => listener.onOpen());
  }

  #tell(type: string, data: string): void {
    if (type === 'case.presence') {
      const { caseId, others } = JSON.parse(data) as { caseId: string; others: Onlooker[] };
      this.#watchers.forEach((watcher) => watcher(caseId, others));
      return;
    }
    if (!TYPES.has(type)) return;
    const { caseId, warningId } = JSON.parse(data) as Omit<News, 'type'>;
    this.#listeners.forEach((listener) => listener.onNews({ type: type as News['type'], caseId, warningId }));
  }
}

export const live = new Live();
