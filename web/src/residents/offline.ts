import { language } from '$lib/i18n.svelte';
import { api } from './api';
import { allAreas } from './areas';
import { allCategories } from './categories';

/**
 * Fetches, while nothing else is going on, what a resident may need when the network is gone: the kinds of hazards, the
 * areas and the lessons with their pictures. The service worker keeps the answers; nothing here fails loudly.
 */
export function prepareForOffline(): void {
  if (!navigator.serviceWorker.controller) return navigator.serviceWorker.addEventListener('controllerchange', prepareForOffline, { once: true });
  const later = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 3000));
  later(() => void fetchAll().catch((lost: unknown) => console.debug('offline', lost)));
}

async function fetchAll(): Promise<void> {
  await Promise.all([allCategories(), allAreas()]);
  const { data } = await api.get('/v1/lessons', { query: { language: language(), limit: 100 } });
  for (const { slug } of data.items) {
    const lesson = (await api.get('/v1/lessons/{slug}', { path: { slug }, query: { language: language() } })).data;
    const pictures = lesson.blocks.flatMap((block) => (block.url ? [block.url] : []));
    await Promise.all(pictures.map((url) => fetch(url)));
  }
}
