import type { Area } from '$lib/areas.svelte';

export type Box = [west: number, south: number, east: number, north: number];
interface Place {
  lat: number;
  lon: number;
}

/** Whether a place lies in a box of degrees. */
export function within([west, south, east, north]: Box, { lat, lon }: Place): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/**
 * What a map begins with: the city in which most of the places lie, so that one far away does not make the world of it.
 * The only city when there are no places; all areas when there is no city.
 */
export function cityFrame(areas: readonly Area[], places: readonly Place[]): Box | undefined {
  const boxes = areas.filter((area) => area.level === 'city').map((area) => area.bounds as Box);
  const counted = boxes.map((box) => ({ box, count: places.filter((place) => within(box, place)).length })).sort((one, other) => other.count - one.count);
  const [most] = counted;
  if (most && (most.count > 0 || counted.length === 1)) return most.box;
  return around(boxes.length > 0 ? boxes : areas.map((area) => area.bounds as Box));
}

function around(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])]);
}

/** The height of a map as wide as the window, as CSS: no higher than what it begins with needs, from 13rem up to the most. */
export function heightFor(box: Box | undefined, most: string): string {
  if (!box) return most;
  const [west, south, east, north] = box;
  const ratio = Math.max(0.2, ((east - west) * Math.cos(((south + north) / 2) * (Math.PI / 180))) / Math.max(1e-6, north - south));
  return `clamp(13rem, calc((100vw - 3rem) / ${ratio.toFixed(3)} + 3.5rem), ${most})`;
}
