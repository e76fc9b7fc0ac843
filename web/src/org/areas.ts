import { areasFrom, type Area } from '$lib/areas.svelte';
import { api } from './api';

export type { Area };

/** All areas without their outlines, for choosing where one is. */
export const allAreas = areasFrom(api, { geometry: false });

/** The middle of an area, with how inexact that is, in metres. */
export function middle(area: Area): { lat: number; lon: number; accuracyMeters: number } {
  const [west, south, east, north] = area.bounds as [number, number, number, number];
  return { lat: (south + north) / 2, lon: (west + east) / 2, accuracyMeters: Math.round(((north - south) * 111_195) / 2) };
}
