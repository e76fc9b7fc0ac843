import { Marker } from 'maplibre-gl';
import type { Map as MapLibre } from 'maplibre-gl';
import { bounds, inside, spotsInView } from './circle';

const NAMES_AT_MOST = 120;
/** From this zoom on small areas are named before districts. */
const NEAR = 10.5;
const COARSE = ['province', 'county', 'district'];
/** Pixels kept free around a name. */
const AIR = 4;
/** Pixels from the middle of a chosen place's dot to its edge. */
const DOT = 14;
/** Places tried for one name. */
const TRIES = 8;

interface Name {
  shape: GeoJSON.Polygon | GeoJSON.MultiPolygon;
  box: [number, number, number, number];
  coarse: boolean;
  /** There are smaller areas inside that have names of their own. */
  divided: boolean;
  element: HTMLElement;
  marker: Marker;
}

const arrangements = new WeakMap<MapLibre, () => void>();

/** To be called when signs on the map have changed: the names make room for them. */
export function rearrange(map: MapLibre): void {
  arrangements.get(map)?.();
}

/**
 * Writes the areas' names as page text, so that no font has to come from anywhere. Each name moves into the part of its
 * area that is in view, and one that would cover another one stays away: there is a name to read at every zoom.
 */
export function nameAreas(map: MapLibre, areas: GeoJSON.FeatureCollection, ink: string): void {
  const names = areas.features.filter((area) => area.properties?.name && area.properties.level !== 'city').flatMap((area) => name(area, ink)).sort((one, other) => size(other) - size(one));
  const arrange = () => place(map, names);
  for (const one of names) one.divided = one.coarse && names.some((other) => !other.coarse && inside(middle(other.box), one.shape));
  map.on('moveend', arrange);
  map.on('resize', arrange);
  arrangements.set(map, arrange);
  arrange();
}

function name(area: GeoJSON.Feature, ink: string): Name[] {
  const box = bounds(area);
  if (!box) return [];
  const element = document.createElement('span');
  const coarse = COARSE.includes(String(area.properties?.level));
  element.className = `map-name${coarse ? ' coarse' : ''}`;
  element.textContent = String(area.properties?.name);
  if (!coarse) element.style.color = ink;
  return [{ shape: area.geometry as Name['shape'], box, coarse, divided: false, element, marker: new Marker({ element }) }];
}

function middle([west, south, east, north]: Name['box']): [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

/** Large areas are named first, where there is more room. */
function size({ box: [west, south, east, north] }: Name): number {
  return (east - west) * (north - south);
}

/** Those at least partly in view, no more than a map can hold; the others leave it. */
function inView(map: MapLibre, names: readonly Name[]): readonly Name[] {
  const view = map.getBounds();
  const seen = names.filter(({ box }) => box[0] < view.getEast() && box[2] > view.getWest() && box[1] < view.getNorth() && box[3] > view.getSouth()).slice(0, NAMES_AT_MOST);
  const kept = new Set(seen);
  for (const one of names) if (!kept.has(one)) one.marker.remove();
  return seen;
}

function place(map: MapLibre, all: readonly Name[]): void {
  const names = inView(map, all);
  const near = map.getZoom() >= NEAR;
  const coarse = names.some((one) => one.coarse);
  /** Nothing is read below the buttons and the scale. */
  const taken: DOMRect[] = [...map.getContainer().querySelectorAll('.maplibregl-ctrl, .map-warning')].map((control) => control.getBoundingClientRect());
  taken.push(...dots(map));
  for (const one of [...names].sort((a, b) => Number(a.coarse) - Number(b.coarse))) {
    const spots = (near ? !one.divided : !coarse || one.coarse) ? whole(map, one) : [];
    const free = spots.slice(0, TRIES).some((spot) => {
      one.marker.setLngLat(spot);
      return !taken.some((other) => meet(one.element.getBoundingClientRect(), other));
    });
    if (free) taken.push(one.element.getBoundingClientRect());
    else one.marker.remove();
  }
}

function meet(room: DOMRect, other: DOMRect): boolean {
  return room.left < other.right + AIR && room.right + AIR > other.left && room.top < other.bottom + AIR && room.bottom + AIR > other.top;
}

/** Where the chosen place is drawn: no name lies on it. */
function dots(map: MapLibre): DOMRect[] {
  const { left, top } = map.getContainer().getBoundingClientRect();
  return map.querySourceFeatures('place', { filter: ['==', ['geometry-type'], 'Point'] }).map(({ geometry }) => {
    const { x, y } = map.project((geometry as GeoJSON.Point).coordinates as [number, number]);
    return new DOMRect(left + x - DOT, top + y - DOT, 2 * DOT, 2 * DOT);
  });
}

/** Where in its area the whole name can be read, the best place first; none when there is no such place in view. */
function whole(map: MapLibre, { shape, box, element, marker }: Name): [number, number][] {
  marker.setLngLat(map.getCenter()).addTo(map);
  const [x, y] = [element.offsetWidth / 2 + AIR, element.offsetHeight / 2 + AIR];
  const { clientWidth, clientHeight } = map.getContainer();
  if (clientWidth <= 2 * x || clientHeight <= 2 * y) return [];
  const [low, high] = [map.unproject([x, clientHeight - y]), map.unproject([clientWidth - x, y])];
  const perPixel: [number, number] = [(high.lng - low.lng) / (clientWidth - 2 * x), (high.lat - low.lat) / (clientHeight - 2 * y)];
  return spotsInView(shape, box, [low.lng, low.lat, high.lng, high.lat], [x * perPixel[0], y * perPixel[1]]);
}
