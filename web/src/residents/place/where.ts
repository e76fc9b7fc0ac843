import { say } from '$lib/i18n.svelte';
import type { Area } from '../areas';

const FROM_LARGE_TO_SMALL = ['province', 'city', 'county', 'district', 'street', 'community'];

interface Point {
  lat: number;
  lon: number;
}

/** The areas that hold a place, the largest first; none outside the city. */
export function areasAt(areas: readonly Area[], place: Point): Area[] {
  const rank = (area: Area) => FROM_LARGE_TO_SMALL.indexOf(area.level ?? '');
  return areas.filter((area) => area.geometry && holds(area.geometry as GeoJSON.Geometry, place)).sort((one, other) => rank(one) - rank(other));
}

/** "光明区 · 凤凰街道": where a place is, in words; empty outside the city. */
export function wordsFor(areas: readonly Area[], place: Point): string {
  const found = areasAt(areas, place);
  return (found.length > 1 ? found.filter((area) => area.level !== 'city') : found).map((area) => say(area.name)).join(' · ');
}

function holds(shape: GeoJSON.Geometry, { lat, lon }: Point): boolean {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
  return polygons.some((rings) => rings.reduce((inside, ring) => (crosses(ring, lat, lon) ? !inside : inside), false));
}

/** Whether a line eastwards from the place leaves the ring an odd number of times. */
function crosses(ring: GeoJSON.Position[], lat: number, lon: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x1, y1] = ring[at] as [number, number];
    const [x2, y2] = ring[before] as [number, number];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** Metres between two places, good enough within a city. */
export function apart(one: Point, other: Point): number {
  const north = (one.lat - other.lat) * 111_195;
  const east = (one.lon - other.lon) * 111_195 * Math.cos((one.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}
