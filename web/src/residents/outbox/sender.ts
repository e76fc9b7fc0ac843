import { NoAnswer, ProblemError } from '$lib/api/problem';
import { exclusive } from '$lib/exclusive';
import { isWaiting, type KeptPhoto, type KeptReport, type Receipt } from './kept';
import type { ReportStore } from './store';

/** What sending needs of the server. */
export interface Line {
  report(report: KeptReport): Promise<Receipt>;
  photo(report: KeptReport, photo: KeptPhoto, progress: (done: number) => void): Promise<void>;
}

export interface Watcher {
  changed(report: KeptReport): void;
  progress(photoId: string, done: number): void;
}

/** What has to pass before the next try. */
export interface Wait {
  seconds: number;
  /** Whether the server asked for it: then nothing is tried any sooner. */
  asked: boolean;
}

const WAITS = [5, 15, 60, 300];

/**
 * Sends what is kept, oldest first, one tab at a time. A report is put under the id it was born with, so an answer
 * lost on the way does no harm: the next try brings the same receipt. What the server refuses for good is marked
 * and never tried again by itself; everything else stays until it has arrived.
 */
export class Sender {
  #failures = 0;

  constructor(
    private readonly store: ReportStore,
    private readonly line: Line,
    private readonly watcher: Watcher,
  ) {}

  /** The wait, or undefined when nothing is left to send. */
  sendAll(): Promise<Wait | undefined> {
    return exclusive('outbox', async () => {
      try {
        for (const report of await this.#waiting()) await this.#send(report);
        return undefined;
      } catch (lost) {
        if (!isPassing(lost)) throw lost;
        const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)]!;
        const asked = lost instanceof ProblemError ? (lost.retryAfter ?? 0) : 0;
        return { seconds: Math.max(wait, asked), asked: asked > 0 };
      }
    });
  }

  async #waiting(): Promise<KeptReport[]> {
    return (await this.store.all()).filter(isWaiting).sort((one, other) => one.keptAt - other.keptAt);
  }

  async #send(report: KeptReport): Promise<void> {
    if (!report.receipt) {
      try {
        report.receipt = await this.line.report(report);
        this.#failures = 0;
      } catch (refused) {
        if (!(refused instanceof ProblemError) || isPassing(refused)) throw refused;
        const reasons = refused.errors.map((error) => error.reason);
        report.refused = { title: refused.title, detail: [refused.detail, ...reasons].filter(Boolean).join(' ') };
      }
      await this.#keep(report);
    }
    if (report.receipt) for (const photo of report.photos) await this.#sendPhoto(report, photo);
  }

  async #sendPhoto(report: KeptReport, photo: KeptPhoto): Promise<void> {
    if (!photo.bytes || photo.refused) return;
    try {
      await this.line.photo(report, photo, (done) => this.watcher.progress(photo.id, done));
      photo.bytes = undefined;
      this.#failures = 0;
    } catch (refused) {
      if (!(refused instanceof ProblemError) || isPassing(refused)) throw refused;
      photo.refused = refused.detail ?? refused.title;
    }
    await this.#keep(report);
  }

  async #keep(report: KeptReport): Promise<void> {
    await this.store.put(report);
    this.watcher.changed(report);
  }
}

/** Whether trying the same again later can succeed. */
function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  return error instanceof ProblemError && (error.status >= 500 || [401, 408, 425, 429].includes(error.status));
}
