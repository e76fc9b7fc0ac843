import { NoAnswer } from '$lib/api/problem';
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

  /** Tells the server again, e.g. after a change made without a network or in another language. */
  async register(): Promise<void> {
    const deviceId = localStorage.getItem(DEVICE) ?? uuidv7();
    localStorage.setItem(DEVICE, deviceId);
    const places = this.all.map(({ label, lat, lon }) => ({ label, lat, lon }));
    if (places.length > 0) {
      await api.put('/v1/devices/{deviceId}', { path: { deviceId }, body: { platform: 'live', language: language(), places, minimumSeverity: 'Minor' } });
    } else await api.delete('/v1/devices/{deviceId}', { path: { deviceId } });
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

export const places = new MyPlaces();
