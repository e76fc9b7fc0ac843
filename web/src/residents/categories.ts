import type { components } from '$lib/api/contract';
import { api } from './api';

export type Category = components['schemas']['Category'];

let asked: Promise<Category[]> | undefined;

/** All kinds of hazards, asked once a visit; a failed question is asked again. */
export function allCategories(): Promise<Category[]> {
  asked ??= api.get('/v1/categories', { query: { limit: 200 } }).then(({ data }) => data.items);
  asked.catch(() => (asked = undefined));
  return asked;
}
