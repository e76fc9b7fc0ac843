import type { components } from '$lib/api/contract';
import { api } from '../api';
import type { Filters } from './queue.svelte';

export type SavedFilter = components['schemas']['SavedFilter'];
type QueueFilter = components['schemas']['QueueFilter'];

/** What a saved filter puts into the queue; what it does not name is open. */
export function opened(kept: SavedFilter): Filters {
  const { queue, status = '', severity = '', category = '', area = '', q = '' } = kept.filter;
  return { queue, status, severity, category, area, q };
}

/** The queue's filters as they are kept. */
export function closed(filters: Filters): QueueFilter {
  const { queue, ...narrow } = filters;
  return { queue, ...Object.fromEntries(Object.entries(narrow).filter(([, value]) => value)) } as QueueFilter;
}

export const isSame = (kept: SavedFilter, filters: Filters) => JSON.stringify(opened(kept)) === JSON.stringify(filters);

/** The officer's own filters and those that the department shares. */
class Saved {
  items = $state.raw<readonly SavedFilter[]>([]);
  error = $state.raw<unknown>();

  async load(): Promise<void> {
    try {
      this.items = (await api.get('/v1/saved-filters', {})).data.items;
      this.error = undefined;
    } catch (failed) {
      this.error = failed;
    }
  }

  get preferred(): SavedFilter | undefined {
    return this.items.find((one) => one.isDefault);
  }

  /** Under the name of one of the officer's own it takes its place. */
  async save(name: string, filters: Filters, how: { shared: boolean; isDefault: boolean }, known?: SavedFilter): Promise<void> {
    const body = { name, ...how, filter: closed(filters) };
    const old = known ?? this.items.find((one) => one.own && one.name === name);
    if (old) await api.put('/v1/saved-filters/{savedFilterId}', { path: { savedFilterId: old.id }, ifMatch: `"${old.version}"`, body });
    else await api.post('/v1/saved-filters', { body });
    await this.load();
  }

  async remove(kept: SavedFilter): Promise<void> {
    await api.delete('/v1/saved-filters/{savedFilterId}', { path: { savedFilterId: kept.id } });
    await this.load();
  }
}

export const saved = new Saved();
