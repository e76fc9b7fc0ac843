import { LiveStream, type LiveState } from '$lib/api/live';
import { language } from '$lib/i18n.svelte';
import { session } from './api';

/** What the stream tells of a case in the officer's queues. */
export interface CaseNews {
  type: 'case.opened' | 'case.report-attached' | 'case.changed';
  caseId: string;
}

type Listener = (news: CaseNews) => void;
const TYPES = new Set(['case.opened', 'case.report-attached', 'case.changed']);

/** The one live stream of this page. Screens listen while they are open. */
class Live {
  state = $state<LiveState>('closed');
  #stream: LiveStream | undefined;
  #listeners = new Set<Listener>();

  start(): void {
    this.#stream ??= new LiveStream({ session, language, onState: (state) => (this.state = state), onEvent: ({ type, data }) => this.#tell(type, data) });
  }

  stop(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }

  /** Returns what ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(type: string, data: string): void {
    if (!TYPES.has(type)) return;
    const { caseId } = JSON.parse(data) as { caseId: string };
    this.#listeners.forEach((listener) => listener({ type: type as CaseNews['type'], caseId }));
  }
}

export const live = new Live();
