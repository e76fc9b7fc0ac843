import type { components } from '$lib/api/contract';
import { NoAnswer, ProblemError } from '$lib/api/problem';
import { language } from '$lib/i18n.svelte';
import { uuidv7 } from '$lib/ids';
import { api } from '../api';

export interface MyPlace {
  label: 'home' | 'work' | 'family';
  lat: number;
  lon: number;
  /** How the person knows it, e.g. the district chosen from the list. */
  words: string;
}

const KEPT = 'qunfang.places';
const DEVICE = 'qunfang.device';
/** The same phone again, for when the page is closed; there only where the person switched that on. */
const CLOSED = 'qunfang.push-device';
const QUIET = 'qunfang.quiet-hours';
const MUTED = 'qunfang.muted';

/** In the city's time, HH:MM; over midnight where the end comes first. */
export type Quiet = components['schemas']['QuietHours'];
/** And its number, for text messages. */
const BY_TEXT = 'qunfang.text-device';

export interface ByText {
  id: string;
  /** Masked. */
  number: string;
  least: 'Severe' | 'Minor';
}

/** The places this phone wants warnings for. They stay here and, as a device, at the server. */
class MyPlaces {
  all = $state<MyPlace[]>(JSON.parse(localStorage.getItem(KEPT) ?? '[]') as MyPlace[]);

  async set(place: MyPlace): Promise<void> {
    this.all = [...this.all.filter((one) => one.label !== place.label), place];
    await this.#changed();
  }

  async remove(label: MyPlace['label']): Promise<void> {
    this.all = this.all.filter((one) => one.label !== label);
    await this.#changed();
  }

  #told: Promise<void> = Promise.resolve();

  /**
   * Tells the server again, e.g. after a change made without a network or in another language. One telling after the other: of two
   * on the way the older could arrive last, and the server would keep what was just changed.
   */
  register(): Promise<void> {
    this.#told = this.#told.catch(() => undefined).then(() => this.#tell());
    return this.#told;
  }

  async #tell(): Promise<void> {
    const deviceId = localStorage.getItem(DEVICE) ?? uuidv7();
    localStorage.setItem(DEVICE, deviceId);
    const places = this.all.map(({ label, lat, lon }) => ({ label, lat, lon }));
    if (places.length > 0) {
      await api.put('/v1/devices/{deviceId}', { path: { deviceId }, body: { platform: 'live', language: language(), places, minimumSeverity: 'Minor' } });
    } else await api.delete('/v1/devices/{deviceId}', { path: { deviceId } });
    await this.#registerClosed(places);
    await this.#registerByText(places);
  }

  /** Whether warnings come while the page is closed (Web Push). */
  closed = $state(localStorage.getItem(CLOSED) !== null);

  /** Asks the person, subscribes, and tells the server. False when the person says no. */
  async warnWhileClosed(): Promise<boolean> {
    if ((await Notification.requestPermission()) !== 'granted') return false;
    const { data } = await api.get('/v1/push-key', {});
    const worker = await navigator.serviceWorker.ready;
    await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: data.applicationServerKey });
    localStorage.setItem(CLOSED, uuidv7());
    this.closed = true;
    await this.register();
    return true;
  }

  /** When less than severe ones wait; undefined for never. They wake nobody on an open page, so only the closed one has them. */
  quiet = $state<Quiet | undefined>(JSON.parse(localStorage.getItem(QUIET) ?? 'null') ?? undefined);

  async beQuiet(quiet: Quiet | undefined): Promise<void> {
    const before = this.quiet;
    this.#keepQuiet(quiet);
    try {
      await this.register();
    } catch (refused) {
      this.#keepQuiet(before);
      throw refused;
    }
  }

  /** No pushes and no texts for now, but for what the law sends to everybody; a page that is open goes on showing what is in force. */
  muted = $state(localStorage.getItem(MUTED) !== null);

  async mute(muted: boolean): Promise<void> {
    const before = this.muted;
    this.#keepMuted(muted);
    try {
      await this.register();
    } catch (refused) {
      this.#keepMuted(before);
      throw refused;
    }
  }

  #keepMuted(muted: boolean): void {
    this.muted = muted;
    if (muted) localStorage.setItem(MUTED, '1');
    else localStorage.removeItem(MUTED);
  }

  #keepQuiet(quiet: Quiet | undefined): void {
    this.quiet = quiet;
    if (quiet) localStorage.setItem(QUIET, JSON.stringify(quiet));
    else localStorage.removeItem(QUIET);
  }

  async stopWhileClosed(): Promise<void> {
    const deviceId = localStorage.getItem(CLOSED);
    if (!deviceId) return;
    await api.delete('/v1/devices/{deviceId}', { path: { deviceId } });
    localStorage.removeItem(CLOSED);
    this.closed = false;
    await (await subscription())?.unsubscribe();
  }

  /** Of other places, another language, or another subscription; one that has ended, or has no place left, is off. */
  async #registerClosed(places: Omit<MyPlace, 'words'>[]): Promise<void> {
    const deviceId = localStorage.getItem(CLOSED);
    if (!deviceId) return;
    const json = (await subscription())?.toJSON() as components['schemas']['PushSubscription'] | undefined;
    if (!json || places.length === 0) return this.stopWhileClosed();
    await api.put('/v1/devices/{deviceId}', { path: { deviceId }, body: { platform: 'webpush', subscription: json, language: language(), places, minimumSeverity: 'Minor', muted: this.muted, ...(this.quiet ? { quietHours: this.quiet } : {}) } });
  }

  /** The number that text messages go to. */
  byText = $state(JSON.parse(localStorage.getItem(BY_TEXT) ?? 'null') as ByText | null);

  /** After the number was proven. */
  async warnByText(device: ByText): Promise<void> {
    this.byText = device;
    localStorage.setItem(BY_TEXT, JSON.stringify(device));
    await this.register();
  }

  async stopByText(): Promise<void> {
    if (!this.byText) return;
    await api.delete('/v1/devices/{deviceId}', { path: { deviceId: this.byText.id } });
    this.#forgetText();
  }

  #forgetText() {
    localStorage.removeItem(BY_TEXT);
    this.byText = null;
  }

  /** A number that its owner withdrew by text, or proved elsewhere since, is off here, too. */
  async #registerByText(places: Omit<MyPlace, 'words'>[]): Promise<void> {
    if (!this.byText) return;
    if (places.length === 0) return this.stopByText();
    const { id, least } = this.byText;
    try {
      await api.put('/v1/devices/{deviceId}', { path: { deviceId: id }, body: { platform: 'sms', language: language(), places, minimumSeverity: least, muted: this.muted, ...(this.quiet ? { quietHours: this.quiet } : {}) } });
    } catch (refused) {
      if (refused instanceof ProblemError && [409, 422].includes(refused.status)) this.#forgetText();
      else throw refused;
    }
  }

  get deviceId(): string | undefined {
    return localStorage.getItem(DEVICE) ?? undefined;
  }

  async #changed(): Promise<void> {
    localStorage.setItem(KEPT, JSON.stringify(this.all));
    try {
      await this.register();
    } catch (lost) {
      // Told again when the app starts next time; until then this page still asks for warnings by place.
      if (!(lost instanceof NoAnswer)) throw lost;
    }
  }
}

async function subscription(): Promise<PushSubscription | null | undefined> {
  return (await navigator.serviceWorker?.getRegistration())?.pushManager.getSubscription();
}

export const places = new MyPlaces();
