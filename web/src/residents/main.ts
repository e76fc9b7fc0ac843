import { mount } from 'svelte';
import '../style/base.css';
import { loadTexts } from '$lib/i18n.svelte';
import { followLinks } from '$lib/router.svelte';
import { prepareForOffline } from './offline';
import { texts } from './texts';
import App from './App.svelte';

followLinks((path) => !/^\/(org|office)(\/|$)/.test(path));
await loadTexts(...texts);
mount(App, { target: document.getElementById('app')! });

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').catch((refused: unknown) => console.warn('service worker', refused));
  prepareForOffline();
}
