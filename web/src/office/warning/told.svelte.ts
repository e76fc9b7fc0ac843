import { api } from '../api';
import { accounted, type Deliveries } from './accounted';

const READ_MS = 2_000;

/** How far the delivery of one warning is, whoever issued it: read again and again while it moves. */
export class Told {
  deliveries = $state.raw<Deliveries>();

  constructor(readonly warningId: string) {}

  get done(): boolean {
    return accounted(this.deliveries);
  }

  /** It is still being found out who is in the area. */
  get selecting(): boolean {
    return this.deliveries?.selecting ?? false;
  }

  /** Returns what ends it. */
  follow(isSent: () => boolean): () => void {
    const timer = setInterval(() => isSent() && !this.done && void this.read(), READ_MS);
    return () => clearInterval(timer);
  }

  async read(): Promise<void> {
    try {
      this.deliveries = (await api.get('/v1/warnings/{warningId}/deliveries', { path: { warningId: this.warningId } })).data;
    } catch (failed) {
      console.warn('deliveries', failed);
    }
  }
}
