import { ring } from '$lib/map/circle';
import type { Area } from '../reference';

type Corner = [longitude: number, latitude: number];
export interface Circle {
  lat: number;
  lon: number;
  radiusMeters: number;
}
interface Parts {
  polygons: readonly Corner[][];
  circles: readonly Circle[];
  areaCodes: readonly string[];
}

/** What a warned area looks like on the map, before the server has made one shape of it. */
export function drawn(parts: Parts, areas: readonly Area[], tone: string): GeoJSON.FeatureCollection {
  const shape = (coordinates: Corner[]): GeoJSON.Feature => ({ type: 'Feature', properties: { tone }, geometry: { type: 'Polygon', coordinates: [coordinates] } });
  const chosen = areas.filter((area) => parts.areaCodes.includes(area.code) && area.geometry);
  return {
    type: 'FeatureCollection',
    features: [
      ...parts.polygons.filter((corners) => corners.length >= 3).map((corners) => shape([...corners, corners[0]!])),
      ...parts.circles.map((circle) => shape(ring(circle, circle.radiusMeters))),
      ...chosen.map((area): GeoJSON.Feature => ({ type: 'Feature', properties: { tone }, geometry: area.geometry as GeoJSON.Polygon | GeoJSON.MultiPolygon })),
    ],
  };
}

/** The corners put down so far, and the line between them. */
export function unfinished(corners: readonly Corner[], tone: string): GeoJSON.Feature[] {
  if (corners.length < 2) return [];
  return [{ type: 'Feature', properties: { tone }, geometry: { type: 'LineString', coordinates: [...corners] } }];
}

/** Positions in a shape, closing ones included, as the server stores them. */
export function vertices(shape: { coordinates: unknown } | undefined): number {
  const count = (part: unknown): number => (!Array.isArray(part) ? 0 : typeof part[0] === 'number' ? 1 : part.reduce((sum: number, inner) => sum + count(inner), 0));
  return count(shape?.coordinates);
}

/** One corner a line, "latitude, longitude" in degrees; the lines that cannot be read are named by number, from 1. */
export function readCorners(text: string): { corners: Corner[]; wrong: number[] } {
  const corners: Corner[] = [];
  const wrong: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(line);
    const [lat, lon] = [Number(found?.[1]), Number(found?.[2])];
    if (!found || Math.abs(lat) > 90 || Math.abs(lon) > 180) wrong.push(index + 1);
    else corners.push([lon, lat]);
  });
  const [first, last] = [corners[0], corners.at(-1)];
  if (corners.length > 3 && first && last && first[0] === last[0] && first[1] === last[1]) corners.pop();
  return { corners, wrong };
}

const TONES: Record<string, string> = { Extreme: 'extreme', Severe: 'high', Moderate: 'medium', Minor: 'low', Unknown: 'low' };

/** The colour of the map and the cards: by severity when it is real, its own colour for exercises and tests. */
export function toneOf(warning: { mode: string; severity: string }): string {
  return warning.mode === 'actual' ? (TONES[warning.severity] ?? 'low') : 'exercise';
}
