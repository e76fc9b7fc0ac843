// The only file that brings in MapLibre; MapView loads it on demand.
import { Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource, LngLatBoundsLike, StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { bounds, ring } from './circle';
import { ownStyle, paints } from './style';

export type { MapLibre };
export { Marker };

export interface Place {
  lat: number;
  lon: number;
  accuracyMeters?: number | undefined;
}

export interface Shown {
  /** Each feature has a "name" to be written on it. */
  areas: GeoJSON.FeatureCollection;
  /** Polygons with a "tone" (low … extreme, exercise). */
  shapes?: GeoJSON.FeatureCollection | undefined;
  /** Points with "id", "tone" and perhaps a "count". */
  points?: GeoJSON.FeatureCollection | undefined;
  place?: Place | undefined;
  /** Begin with all areas in view. */
  whole?: boolean;
}

const NOTHING: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };
const NAMES_AT_MOST = 200;
/** From this zoom on the names of small areas take the place of those of districts. */
const NEAR = 11;
const COARSE = ['province', 'county', 'district'];

setWorkerUrl(workerUrl);

/** A map in an element, with the layers of this app above whichever style lies below. */
export function drawMap(container: HTMLElement, outsideStyle: string | null, shown: Shown, words: Record<string, string>): Promise<MapLibre> {
  const style: StyleSpecification | string = outsideStyle ?? ownStyle(shown.areas, paints());
  const box = start(shown);
  const map = new MapLibre({
    container, style, locale: words, attributionControl: outsideStyle ? {} : false, dragRotate: false, pitchWithRotate: false,
    cooperativeGestures: false, maxZoom: 18, ...(box ? { bounds: box, fitBoundsOptions: { padding: 24, maxZoom: 15 } } : { center: [114.06, 22.63], zoom: 9 }),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left');
  return new Promise((resolve, reject) => {
    map.once('load', () => {
      addLayers(map);
      if (!outsideStyle) nameAreas(map, shown.areas);
      show(map, shown);
      resolve(map);
    });
    map.once('error', (event) => reject(event.error));
  });
}

function start(shown: Shown): LngLatBoundsLike | undefined {
  if (shown.whole) return bounds(shown.areas);
  if (shown.shapes && shown.shapes.features.length > 0) return bounds(shown.shapes);
  if (shown.place) return bounds(polygon(ring(shown.place, Math.max(6000, (shown.place.accuracyMeters ?? 0) * 2))));
  return bounds(shown.points && shown.points.features.length > 0 ? shown.points : shown.areas);
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

/** Names as page text: no font has to come from anywhere. */
function nameAreas(map: MapLibre, areas: GeoJSON.FeatureCollection): void {
  const tell = () => map.getContainer().classList.toggle('near', map.getZoom() >= NEAR);
  map.on('zoom', tell);
  tell();
  const named = areas.features.filter((area) => area.properties?.name && area.properties.level !== 'city').slice(0, NAMES_AT_MOST);
  for (const area of named) {
    const box = bounds(area);
    if (!box) continue;
    const element = document.createElement('span');
    element.className = `map-name ${COARSE.includes(String(area.properties?.level)) ? 'coarse' : 'fine'}`;
    element.textContent = String(area.properties?.name);
    element.style.color = paints().ink;
    new Marker({ element }).setLngLat([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]).addTo(map);
  }
}

/** Moves to a place; closer only when little of it would be seen, and never so close that our own map shows nothing else. */
export function look(map: MapLibre, place: Place): void {
  map.easeTo({ center: [place.lon, place.lat], zoom: Math.max(map.getZoom(), 11) });
}
