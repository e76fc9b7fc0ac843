import type { components } from '$lib/api/contract';
import { areasFrom } from '$lib/areas.svelte';
import { api } from './api';

export { outlines, type Area } from '$lib/areas.svelte';
export type Department = components['schemas']['Department'];
export type Category = components['schemas']['Category'];

let departments: Promise<Department[]> | undefined;
let categories: Promise<Category[]> | undefined;

/** All areas with their outlines. */
export const allAreas = areasFrom(api, { geometry: true });

/** All departments, asked once a visit; a failed question is asked again. */
export function allDepartments(): Promise<Department[]> {
  departments ??= api.get('/v1/departments', { query: { limit: 200 } }).then(({ data }) => data.items);
  departments.catch(() => (departments = undefined));
  return departments;
}

/** All kinds of hazards, asked once a visit; a failed question is asked again. */
export function allCategories(): Promise<Category[]> {
  categories ??= api.get('/v1/categories', { query: { limit: 200 } }).then(({ data }) => data.items);
  categories.catch(() => (categories = undefined));
  return categories;
}
