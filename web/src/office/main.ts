import { mount } from 'svelte';
import '../style/base.css';
import { loadTexts } from '$lib/i18n.svelte';
import { followLinks } from '$lib/router.svelte';
import { texts } from './texts';
import App from './App.svelte';

followLinks((path) => path === '/office' || path.startsWith('/office/'));
await loadTexts(...texts);
mount(App, { target: document.getElementById('app')! });
