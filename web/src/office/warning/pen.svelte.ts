import type { DraftForm } from './draft.svelte';
import { readCorners } from './shapes';

type Corner = [longitude: number, latitude: number];

/** What is being added to a warned area right now, by whichever way. */
export class AreaPen {
  way = $state<'draw' | 'circle' | 'site' | 'list' | 'typed'>('draw');
  corners = $state<Corner[]>([]);
  lat = $state<number>();
  lon = $state<number>();
  /** Nothing before the author says how far it reaches. */
  kilometres = $state<number>();
  typed = $state('');

  /** The middle of the circle being typed, once it is a place on earth. */
  centre = $derived.by(() => {
    const [lat, lon] = [this.lat, this.lon];
    const known = this.way === 'circle' && typeof lat === 'number' && typeof lon === 'number' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    return known ? { lat, lon } : undefined;
  });

  /** The corners typed so far, with the numbers of the lines that are none. */
  reading = $derived(readCorners(this.typed));

  get ready(): boolean {
    return this.corners.length >= 3 || this.#typedReady || this.#circleReady;
  }

  get #typedReady(): boolean {
    return this.reading.corners.length >= 3 && this.reading.wrong.length === 0;
  }

  get #circleReady(): boolean {
    return this.centre !== undefined && (this.kilometres ?? 0) > 0;
  }

  /** What is begun, as plain data. */
  get written() {
    const { way, corners, lat, lon, kilometres, typed } = this;
    return $state.snapshot({ way, corners, lat, lon, kilometres, typed });
  }

  write(written: AreaPen['written']): void {
    Object.assign(this, { lat: undefined, lon: undefined, kilometres: undefined }, written);
  }

  /** Adds whatever is complete to the area; also when the author saves without pressing the button for it. */
  addTo(form: DraftForm): void {
    if (this.corners.length >= 3) form.polygons.push(this.corners);
    if (this.#typedReady) form.polygons.push(this.reading.corners);
    this.corners = [];
    this.typed = '';
    if (!this.centre || !this.#circleReady) return;
    form.circles.push({ ...this.centre, radiusMeters: Math.round((this.kilometres ?? 0) * 1000) });
    this.lat = this.lon = undefined;
  }

  /** Begins with a circle around a place; how far it reaches is left to the author. */
  around({ lat, lon }: { lat: number; lon: number }): void {
    this.way = 'circle';
    this.lat = lat;
    this.lon = lon;
  }

  /** A tap on the map sets the circle's middle or puts down a corner. */
  tap(place: { lat: number; lon: number }): void {
    if (this.way === 'circle') {
      this.lat = place.lat;
      this.lon = place.lon;
    } else {
      this.way = 'draw';
      this.corners.push([place.lon, place.lat]);
    }
  }
}
