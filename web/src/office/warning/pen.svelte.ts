type Corner = [longitude: number, latitude: number];

/** What is being added to a warned area right now, by whichever way. */
export class AreaPen {
  way = $state<'draw' | 'circle' | 'list' | 'typed'>('draw');
  corners = $state<Corner[]>([]);
  lat = $state<number>();
  lon = $state<number>();
  kilometres = $state(0.8);
  typed = $state('');

  /** The middle of the circle being typed, once it is a place on earth. */
  centre = $derived.by(() => {
    const [lat, lon] = [this.lat, this.lon];
    const known = this.way === 'circle' && typeof lat === 'number' && typeof lon === 'number' && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    return known ? { lat, lon } : undefined;
  });

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
