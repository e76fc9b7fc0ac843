import { NoAnswer } from '$lib/api/problem';
import { uploadPicture } from '$lib/photo/upload';
import { language } from '$lib/i18n.svelte';
import { api, session } from '../api';
import { isWaiting, type KeptReport } from './kept';
import { Sender, type Line, type Wait } from './sender';
import { indexedReports } from './store';

const store = indexedReports();
/** Whatever goes wrong that nobody foresaw: it is tried again. */
const BROKEN_SECONDS = 300;
const otherTabs = new BroadcastChannel('qunfang.outbox');

const line: Line = {
  report: async ({ id, submission }) => {
    const { data } = await api.put('/v1/reports/{reportId}', { path: { reportId: id }, body: submission });
    return data.id === id ? data : noAnswer();
  },
  photo: async (report, photo, progress) => {
    const picture = new Blob([photo.bytes!], { type: 'image/jpeg' });
    const answer = await uploadPicture(session, `/v1/reports/${report.id}/photos/${photo.id}`, picture, language(), progress);
    if ((answer as { id?: string }).id !== photo.id) noAnswer();
  },
};

/** Something between us and the server answered with 200: nothing has arrived. */
function noAnswer(): never {
  throw new NoAnswer('a foreign answer');
}

/** The reports of this phone, as pages show them. */
class Outbox {
  reports = $state.raw<KeptReport[]>([]);
  /** How far each photo is, 0 to 1. */
  progress = $state<Record<string, number>>({});
  sending = $state(false);
  /** When the next try is due, in milliseconds since 1970. */
  nextTry = $state<number>();
  /** Whether the server asked to wait until then: it is reached, and takes what is sent in turn. */
  inTurn = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sender = new Sender(store, line, {
    changed: () => void this.#changed(),
    progress: (photoId, done) => (this.progress[photoId] = done),
  });

  get waiting(): KeptReport[] {
    return this.reports.filter(isWaiting);
  }

  get refused(): KeptReport[] {
    return this.reports.filter((report) => report.refused);
  }

  find(id: string): KeptReport | undefined {
    return this.reports.find((report) => report.id === id);
  }

  /** Looks after the reports until the page is closed. */
  async start(): Promise<void> {
    otherTabs.onmessage = () => void this.#read();
    addEventListener('online', () => this.trySending());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.trySending());
    await this.#read();
    this.trySending();
  }

  /** Kept before anything is sent: from here on the report cannot be lost. */
  async keep(report: KeptReport): Promise<void> {
    await store.put(report);
    await this.#changed();
    void navigator.storage?.persist?.();
    this.trySending();
  }

  async forget(id: string): Promise<void> {
    await store.remove(id);
    await this.#changed();
  }

  trySending(): void {
    if (this.inTurn && this.nextTry && Date.now() < this.nextTry) return;
    clearTimeout(this.#timer);
    if (this.sending || this.waiting.length === 0) return;
    this.sending = true;
    this.inTurn = false;
    this.nextTry = undefined;
    this.#sender
      .sendAll()
      .finally(() => (this.sending = false))
      .then((wait) => this.#again(wait))
      .catch((broken: unknown) => {
        console.error('outbox', broken);
        this.#again({ seconds: BROKEN_SECONDS, asked: false });
      });
  }

  #again(wait: Wait | undefined): void {
    // Without a wait all is sent, but for what was kept in the meantime.
    if (wait === undefined) return this.trySending();
    this.inTurn = wait.asked;
    this.nextTry = Date.now() + wait.seconds * 1000;
    this.#timer = setTimeout(() => this.#due(), wait.seconds * 1000);
  }

  /** The time has passed, also when somebody has put the phone's clock back meanwhile. */
  #due(): void {
    this.inTurn = false;
    this.trySending();
  }

  async #changed(): Promise<void> {
    await this.#read();
    otherTabs.postMessage('changed');
  }

  async #read(): Promise<void> {
    this.reports = (await store.all()).sort((one, other) => other.keptAt - one.keptAt);
  }
}

export const outbox = new Outbox();
