// Generates src/lib/api/contract.d.ts from the bundled contract, so that a screen cannot name what the server does not offer.
import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const bundle = new URL('../../mobile-api-spec/target/bundle/openapi.json', import.meta.url);
const target = new URL('../src/lib/api/contract.d.ts', import.meta.url);

if (!existsSync(bundle)) {
  console.error('The contract is not bundled yet: run "npm run bundle" in mobile-api-spec first (Maven does it by itself).');
  process.exit(1);
}
const types = astToString(await openapiTS(JSON.parse(await readFile(bundle, 'utf8')), { alphabetize: true, defaultNonNullable: false }));
const text = `// Generated from mobile-api-spec by "npm run types". Not kept in the repository.\n\n${types}`;
const before = existsSync(target) ? await readFile(target, 'utf8') : '';
if (before !== text) await writeFile(target, text);
