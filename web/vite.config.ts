import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { frontDoors } from './dev/front-doors.ts';
import { offlineFiles } from './dev/offline-files.ts';
import { precompressed } from './dev/precompressed.ts';
import { mockServer } from './dev/mock-server.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.QUNFANG_API ?? 'http://localhost:8080';
const fromServer = Object.fromEntries(['/v1', '/feeds', '/config.json'].map((path) => [path, { target: server }]));
const mock = process.env.QUNFANG_MOCK === 'true';

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte(), frontDoors(), offlineFiles(), precompressed(), ...(mock ? [mockServer()] : [])],
  resolve: {
    alias: { $lib: here('./src/lib'), $i18n: here('./src/i18n') },
    // Under Vitest Svelte must resolve to its browser build, not to the one for rendering on a server.
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
  },
  server: { proxy: mock ? {} : fromServer },
  preview: { proxy: mock ? {} : fromServer },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The map library alone is larger; it is loaded on demand, and scripts/budget.mjs watches the first load.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        residents: here('./index.html'),
        organisations: here('./org/index.html'),
        officials: here('./office/index.html'),
        sw: here('./src/sw/sw.ts'),
      },
      output: {
        // What all front doors share is one chunk, also where a part that is loaded on demand needs only some of it.
        codeSplitting: { groups: [{ name: 'shared', test: /[\\/](svelte|esm-env)[\\/]|[\\/]src[\\/]lib[\\/]/, minShareCount: 3 }] },
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // Servers that do not know ".mjs" would send the map's worker as something a browser refuses to run.
        assetFileNames: (asset) => (asset.names[0]?.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]'),
      },
      checks: { pluginTimings: false },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
