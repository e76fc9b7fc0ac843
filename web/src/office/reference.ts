import type { components } from '$lib/api/contract';
import { areasFrom } from '$lib/areas.svelte';
import { api } from './api';

export { outlines, type Area } from '$lib/areas.svelte';
export type Department = components['schemas']['Department'];
export type Category = components['schemas']['Category'];

let departments: Promise<Department[]> | undefined;
let categories: Promise<Category[]> | undefined;

let areas = areasFrom(api, { geometry: true });

/** All areas with their outlines. */
export const allAreas = () => areas();

/** Whoever changes one of them sees it from then on. */
export function forgetReference(): void {
  departments = categories = undefined;
  areas = areasFrom(api, { geometry: true });
}

/** All departments, page after page, asked once a visit; a failed question is asked again. */
export function allDepartments(): Promise<Department[]> {
  departments ??= everyDepartment();
  departments.catch(() => (departments = undefined));
  return departments;
}

async function everyDepartment(): Promise<Department[]> {
  const all: Department[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.get('/v1/departments', { query: { limit: 200, ...(cursor ? { cursor } : {}) } });
    all.push(...data.items);
    cursor = data.next ?? undefined;
  } while (cursor);
  return all;
}

/** All kinds of hazards, asked once a visit; a failed question is asked again. */
export function allCategories(): Promise<Category[]> {
  categories ??= api.get('/v1/categories', { query: { limit: 200 } }).then(({ data }) => data.items);
  categories.catch(() => (categories = undefined));
  return categories;
}

/** Those that something may be chosen for; a retired one only where it is chosen already (`kept`, a code). */
export const inUse = (categories: Category[], kept?: string): Category[] => categories.filter((one) => !one.retired || one.code === kept);
