import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
/** What fits into one packet gains nothing. */
const LEAST_BYTES = 1024;

/** Lays "file.js.br" beside every script and style under /assets: the server sends it to whom can read it. */
export function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir }) {
      const assets = join(dir!, 'assets');
      for (const name of (await readdir(assets)).filter((one) => /\.(js|css)$/.test(one))) {
        const bytes = await readFile(join(assets, name));
        if (bytes.length < LEAST_BYTES) continue;
        await writeFile(join(assets, `${name}.br`), await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      }
    },
  };
}
