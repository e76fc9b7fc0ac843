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
  /** Whether the server asked for it because much was sent (429): then nothing is tried any sooner. */
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
  /** How often each report failed: whatever is in the way of one must not be in the way of the others. */
  readonly #idToFailures = new Map<string, number>();

  constructor(
    private readonly store: ReportStore,
    private readonly line: Line,
    private readonly watcher: Watcher,
  ) {}

  /** The wait, or undefined when nothing is left to send. Words come first: departments act on them. */
  sendAll(): Promise<Wait | undefined> {
    return exclusive('outbox', async () => {
      const waiting = await this.#waiting();
      let lost: unknown;
      for (const send of [this.#sendWords.bind(this), this.#sendPhotos.bind(this)]) {
        for (const report of waiting) {
          try {
            await send(report);
          } catch (failed) {
            if (!isPassing(failed)) throw failed;
            this.#idToFailures.set(report.id, this.#failuresOf(report) + 1);
            if (holdsForAll(failed)) return this.#wait(failed);
            lost = failed;
          }
        }
      }
      return lost === undefined ? undefined : this.#wait(lost);
    });
  }

  #wait(lost: unknown): Wait {
    const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)]!;
    const asked = lost instanceof ProblemError ? (lost.retryAfter ?? 0) : 0;
    return { seconds: Math.max(wait, asked), asked: lost instanceof ProblemError && lost.status === 429 && asked > 0 };
  }

  #failuresOf(report: KeptReport): number {
    return this.#idToFailures.get(report.id) ?? 0;
  }

  /** What failed least comes first, of these the oldest. */
  async #waiting(): Promise<KeptReport[]> {
    return (await this.store.all()).filter(isWaiting).sort((one, other) => this.#failuresOf(one) - this.#failuresOf(other) || one.keptAt - other.keptAt);
  }

  async #sendWords(report: KeptReport): Promise<void> {
    if (report.receipt) return;
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

  async #sendPhotos(report: KeptReport): Promise<void> {
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

/** Whether trying the same again later can succeed. Only our server's own words refuse anything for good. */
function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  return error instanceof ProblemError && (!error.isOurs || error.status >= 500 || [401, 408, 425, 429].includes(error.status));
}

/** Without a network, or where the server asked to wait, the next report would fare the same. */
function holdsForAll(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof ProblemError && error.retryAfter !== undefined);
}
