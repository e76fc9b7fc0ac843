import { areasFrom } from '$lib/areas.svelte';
import { api } from './api';

export { outlines, type Area } from '$lib/areas.svelte';

/** All areas with their outlines. */
export const allAreas = areasFrom(api, { geometry: true });
