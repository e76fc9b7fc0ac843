import type { components } from '$lib/api/contract';

type Site = Pick<components['schemas']['Site'], 'location' | 'radiusMeters' | 'boundary'>;
const METRES_A_DEGREE = 111_320;

/** Metres between two places close together, never too few: a degree is taken as long as it is anywhere. */
function metresBetween(one: { lat: number; lon: number }, lat: number, lon: number): number {
  const north = (lat - one.lat) * METRES_A_DEGREE;
  const east = (lon - one.lon) * METRES_A_DEGREE * Math.cos((Math.min(Math.abs(one.lat), Math.abs(lat)) * Math.PI) / 180);
  return Math.hypot(north, east);
}

/** The circle that reaches so many metres beyond every part of the site: it leaves nobody out who is that near. */
export function around(site: Site, metres: number): { lat: number; lon: number; radiusMeters: number } {
  const { lat, lon } = site.location;
  const corners = (site.boundary?.coordinates[0] ?? []) as [number, number][];
  const reach = Math.max(site.radiusMeters, ...corners.map(([x, y]) => metresBetween(site.location, y, x)));
  return { lat, lon, radiusMeters: Math.ceil(reach + metres) };
}
