// The app and the lessons read once open without a network. Everything else of the API is never stored here:
// a warning of yesterday shown as today's would be worse than none. Pages keep those themselves, with their time.
export {};
declare const self: ServiceWorkerGlobalScope;
declare const OFFLINE_FILES: { version: string; list: string[] };

const APP = `app-${OFFLINE_FILES.version}`;
const LESSONS = 'lessons';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(APP).then((cache) => cache.addAll(OFFLINE_FILES.list)));
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(forgetOldVersions().then(() => self.clients.claim())));

async function forgetOldVersions(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('app-') && name !== APP).map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (/^\/(office|org)(\/|$)/.test(pathname)) return;
  if (pathname.startsWith('/v1/lessons') || pathname.startsWith('/v1/categories') || pathname.startsWith('/v1/areas')) {
    if (!pathname.endsWith('/mine')) event.respondWith(networkFirst(request, LESSONS));
  } else if (request.mode === 'navigate') event.respondWith(networkFirst(request, APP, '/'));
  else if (pathname.startsWith('/assets/')) event.respondWith(cacheFirst(request));
});

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** Fresh when there is a network; what was seen last otherwise. Texts differ by language, so the language is part of the key. */
async function networkFirst(request: Request, name: string, page?: string): Promise<Response> {
  const cache = await caches.open(name);
  const key = page ?? withLanguage(request);
  try {
    const answer = await fetch(request);
    if (answer.ok && !page) await cache.put(key, answer.clone());
    return answer;
  } catch (lost) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw new Error(`Nothing kept for ${key}`, { cause: lost });
  }
}

/** Texts come in the language asked for; pictures are the same in all. */
function withLanguage(request: Request): string {
  const url = new URL(request.url);
  if (url.pathname.includes('/pictures/')) return url.href;
  url.searchParams.set('__language', request.headers.get('Accept-Language') ?? '');
  return url.href;
}

interface Pushed {
  title: string;
  body: string;
  language: string;
  tag: string;
  severity: string;
  url?: string;
}

/** A repeat, and what comes later of the same warning, takes the place of what is shown. */
self.addEventListener('push', (event) => {
  const pushed = event.data?.json() as Pushed | undefined;
  if (!pushed) return;
  const { title, body, language, tag, severity, url } = pushed;
  const urgent = severity === 'Extreme' || severity === 'Severe';
  const options = { body, lang: language, tag, renotify: true, requireInteraction: urgent, icon: '/icons/icon-192.png', data: { url } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url?: string };
  event.waitUntil(open(url ?? '/warnings'));
});

/** In a window that is open already, if there is one. */
async function open(url: string): Promise<void> {
  const [window] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const target = new URL(url, self.location.origin);
  if (window && target.origin === self.location.origin) await (await window.navigate(target.href))?.focus();
  else await self.clients.openWindow(target.href);
}
