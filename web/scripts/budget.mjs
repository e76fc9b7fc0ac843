// Fails the build when the residents' first load grows beyond its budget: 90 KB of script, compressed.
// Counted: the entry, all it imports at once, the front page's own chunks and the larger language.
import { readFile, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 90 * 1024;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

async function size(keys) {
  let sum = 0;
  for (const key of keys) sum += gzipSync(await readFile(new URL(manifest[key].file, dist)), { level: 9 }).length;
  return sum;
}

/** Bytes on the wire for a browser that reads Brotli; the server sends no file so that the build did not compress. */
async function brotli(keys) {
  let sum = 0;
  for (const key of keys) sum += (await stat(new URL(`${manifest[key].file}.br`, dist)).catch(() => stat(new URL(manifest[key].file, dist)))).size;
  return sum;
}

const isText = (key) => key.startsWith('src/i18n/');
const entry = closure('index.html');
const texts = (language) => manifest['index.html'].dynamicImports?.filter((key) => isText(key) && key.endsWith(`${language}.ts`)) ?? [];
const script = await size([...entry].filter((key) => manifest[key].file.endsWith('.js')));
const language = Math.max(await size(texts('zh-CN')), await size(texts('en')));
const total = script + language;
const lighter = (await brotli([...entry].filter((key) => manifest[key].file.endsWith('.js')))) + Math.max(await brotli(texts('zh-CN')), await brotli(texts('en')));
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

console.log(`residents' first load: ${kilobytes(total)} of script, compressed (${kilobytes(script)} code, ${kilobytes(language)} texts); budget ${kilobytes(BUDGET_BYTES)}; ${kilobytes(lighter)} with Brotli`);
if (lighter >= total) {
  console.error('The build compressed nothing with Brotli.');
  process.exit(1);
}
if (entry.has('src/lib/map/draw.ts') || !manifest['src/lib/map/draw.ts']?.isDynamicEntry) {
  console.error('The map is part of the first load; it has to be loaded on demand.');
  process.exit(1);
}
if (language === 0 || total > BUDGET_BYTES) {
  console.error(language === 0 ? 'No texts found to measure.' : 'Over budget.');
  process.exit(1);
}
