// The only file that brings in MapLibre; MapView loads it on demand.
import { Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource, LngLatBoundsLike, StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { bounds, ring } from './circle';
import type { Box } from './frame';
import { nameAreas, rearrange } from './names';
import { ownStyle, paints, type Paints } from './style';

export type { MapLibre };
export { Marker };

export interface Place {
  lat: number;
  lon: number;
  accuracyMeters?: number | undefined;
}

/** A place with a name written beside it. */
export interface Pin {
  lat: number;
  lon: number;
  name: string;
}

/** A warning's sign. */
export interface WarningSign {
  lat: number;
  lon: number;
  tone: keyof Paints;
  /** What it says, for those who do not see it. */
  label: string;
  href: string;
}

export interface Shown {
  /** Each feature has a "name" to be written on it. */
  areas: GeoJSON.FeatureCollection;
  /** Polygons with a "tone" (low … extreme, exercise). */
  shapes?: GeoJSON.FeatureCollection | undefined;
  /** Points with "id", "tone" and perhaps a "count". */
  points?: GeoJSON.FeatureCollection | undefined;
  place?: Place | undefined;
  /** Begin with this in view: west, south, east, north. */
  frame?: Box | undefined;
}

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Beside the buttons on the right and the scale at the bottom. */
const MARGIN = { top: 40, left: 40, bottom: 52, right: 76 };
/** On a phone the width goes to the map itself. */
const NARROW = { top: 12, left: 8, bottom: 34, right: 8 };
const NARROW_PIXELS = 500;
/** Metres around what is shown, so that its neighbours are seen too. */
const AROUND = 1500;

setWorkerUrl(workerUrl);

/** A map in an element, with the layers of this app above whichever style lies below. */
export function drawMap(container: HTMLElement, outsideStyle: string | null, shown: Shown, words: Record<string, string>): Promise<MapLibre> {
  const style: StyleSpecification | string = outsideStyle ?? ownStyle(shown.areas, paints());
  const box = start(shown);
  const map = new MapLibre({
    container, style, locale: words, attributionControl: outsideStyle ? {} : false, dragRotate: false, pitchWithRotate: false,
    cooperativeGestures: false, maxZoom: outsideStyle ? 18 : 16, ...(box ? { bounds: box, fitBoundsOptions: { padding: padding(container), maxZoom: 14 } } : { center: [114.06, 22.63], zoom: 9 }),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left');
  return new Promise((resolve, reject) => {
    map.once('load', () => {
      addLayers(map);
      if (!outsideStyle) nameAreas(map, shown.areas, paints().ink);
      show(map, shown);
      resolve(map);
    });
    map.once('error', (event) => reject(event.error));
  });
}

function padding(container: HTMLElement) {
  return container.clientWidth < NARROW_PIXELS ? NARROW : MARGIN;
}

function start(shown: Shown): LngLatBoundsLike | undefined {
  if (shown.frame) return shown.frame;
  if (shown.shapes && shown.shapes.features.length > 0) return wider(bounds(shown.shapes));
  if (shown.place) return bounds(polygon(ring(shown.place, Math.max(6000, (shown.place.accuracyMeters ?? 0) * 2))));
  return bounds(shown.points && shown.points.features.length > 0 ? shown.points : shown.areas);
}

function wider(box: [number, number, number, number] | undefined): LngLatBoundsLike | undefined {
  if (!box) return undefined;
  const [west, south] = [{ lat: box[1], lon: box[0] }, { lat: box[3], lon: box[2] }].map((corner) => ring(corner, AROUND)) as [[number, number][], [number, number][]];
  return bounds({ type: 'MultiPoint', coordinates: [...west, ...south] });
}

function addLayers(map: MapLibre): void {
  const paint = paints();
  const tone = ['match', ['get', 'tone'], 'extreme', paint.extreme, 'high', paint.high, 'medium', paint.medium, 'low', paint.low, 'exercise', paint.exercise, paint.brand] as unknown as string;
  for (const name of ['shapes', 'points', 'place']) map.addSource(name, { type: 'geojson', data: NOTHING });
  map.addLayer({ id: 'shapes', type: 'fill', source: 'shapes', paint: { 'fill-color': tone, 'fill-opacity': 0.22 } });
  map.addLayer({ id: 'shape-edges', type: 'line', source: 'shapes', paint: { 'line-color': tone, 'line-width': 2.5 } });
  map.addLayer({ id: 'accuracy', type: 'fill', source: 'place', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': paint.brand, 'fill-opacity': 0.16, 'fill-outline-color': paint.brand } });
  map.addLayer({
    id: 'points', type: 'circle', source: 'points',
    paint: { 'circle-color': tone, 'circle-radius': ['interpolate', ['linear'], ['coalesce', ['get', 'count'], 1], 1, 8, 100, 22], 'circle-stroke-width': 2, 'circle-stroke-color': paint.halo },
  });
  map.addLayer({ id: 'place', type: 'circle', source: 'place', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': paint.brand, 'circle-radius': 9, 'circle-stroke-width': 4, 'circle-stroke-color': paint.halo } });
}

/** Puts what is to be seen onto a map that is ready. */
export function show(map: MapLibre, shown: Shown): void {
  put(map, 'shapes', shown.shapes ?? NOTHING);
  put(map, 'points', shown.points ?? NOTHING);
  put(map, 'place', shown.place ? spot(shown.place) : NOTHING);
}

function put(map: MapLibre, source: string, data: GeoJSON.FeatureCollection): void {
  void map.getSource<GeoJSONSource>(source)?.setData(data);
}

function spot(place: Place): GeoJSON.FeatureCollection {
  const dot: GeoJSON.Feature = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [place.lon, place.lat] } };
  const around = place.accuracyMeters && place.accuracyMeters > 5 ? [polygon(ring(place, place.accuracyMeters))] : [];
  return { type: 'FeatureCollection', features: [...around, dot] };
}

function polygon(corners: [number, number][]): GeoJSON.Feature {
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [corners] } };
}

/** Puts named pins onto the map in place of those that were there. */
export function stick(map: MapLibre, pins: readonly Pin[], before: readonly Marker[]): Marker[] {
  before.forEach((marker) => marker.remove());
  return pins.map(({ lat, lon, name }) => {
    const element = document.createElement('span');
    element.className = 'map-pin';
    element.textContent = name;
    return new Marker({ element, anchor: 'left', offset: [-7, 0] }).setLngLat([lon, lat]).addTo(map);
  });
}

/** How much of the ground is to be seen around a place that is to be found exactly, in metres. */
const CLOSE_METRES = 300;
const ACCURACIES = 4;
/** Pixels from the middle of the place's dot to its edge. */
const DOT = 13;

/** Brings a box into view. */
export function fit(map: MapLibre, box: Box): void {
  map.fitBounds(box, { padding: padding(map.getContainer()), maxZoom: 14 });
}

/** So close that a tap is metres off and the circle of accuracy is seen whole. */
export function approach(map: MapLibre, place: Place): void {
  const across = Math.max((place.accuracyMeters ?? 0) * ACCURACIES, CLOSE_METRES);
  map.fitBounds(bounds(polygon(ring(place, across / 2)))!, { padding: NARROW });
}

/** Whether the circle of accuracy is drawn larger than the dot in its middle. */
export function circled(map: MapLibre, place: Place | undefined): boolean {
  if (!place?.accuracyMeters) return false;
  const [north] = ring(place, place.accuracyMeters);
  return Math.abs(map.project(north!).y - map.project([place.lon, place.lat]).y) > DOT;
}

/** Puts a sign for each warning above everything else, large enough to be seen however small its area is drawn. */
export function warn(map: MapLibre, signs: readonly WarningSign[], before: readonly Marker[]): Marker[] {
  before.forEach((marker) => marker.remove());
  const paint = paints();
  const shown = signs.map(({ lat, lon, tone, label, href }) => {
    const element = document.createElement('a');
    element.className = 'map-warning';
    element.href = href;
    element.ariaLabel = element.title = label;
    element.style.color = paint[tone];
    element.innerHTML = '<svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path d="M16 3 30 28H2Z" fill="currentColor" stroke="#fff" stroke-width="2.5" stroke-linejoin="round"/><path d="M16 12v8M16 23.5v.1" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>';
    return new Marker({ element }).setLngLat([lon, lat]).addTo(map);
  });
  rearrange(map);
  return shown;
}

/** Moves to a place; closer only when little of it would be seen, and never so close that our own map shows nothing else. */
export function look(map: MapLibre, place: Place): void {
  map.easeTo({ center: [place.lon, place.lat], zoom: Math.max(map.getZoom(), 11) });
}
