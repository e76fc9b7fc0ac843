import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const ALWAYS = ['/', '/manifest.json', '/icons/icon.svg'];

/**
 * Tells the service worker what residents need offline: everything their front door loads, and nothing of the
 * officials', the organisations' or the map library. The list becomes the constant OFFLINE_FILES of src/sw/sw.ts.
 */
export function offlineFiles(): Plugin {
  return {
    name: 'offline-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = new Set<string>();
      const visit = (name: string) => {
        const chunk = bundle[name];
        if (files.has(name) || chunk?.type !== 'chunk' || chunk.moduleIds.some((id) => id.includes('maplibre-gl'))) return;
        files.add(name);
        chunk.viteMetadata?.importedCss.forEach((css) => files.add(css));
        [...chunk.imports, ...chunk.dynamicImports].forEach(visit);
      };
      const chunks = Object.values(bundle).filter((item) => item.type === 'chunk');
      const door = chunks.find((chunk) => chunk.isEntry && chunk.name === 'residents');
      const worker = chunks.find((chunk) => chunk.isEntry && chunk.name === 'sw');
      if (!door || !worker) this.error('The residents\' front door or the service worker is missing from the build.');
      visit(door.fileName);
      const list = [...ALWAYS, ...[...files].sort().map((file) => `/${file}`)];
      const version = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 12);
      worker.code = `const OFFLINE_FILES = ${JSON.stringify({ version, list })};\n${worker.code}`;
    },
  };
}
