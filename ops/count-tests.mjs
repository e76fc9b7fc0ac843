// Counts the tests in a folder of JUnit reports and prints them on one line. Parts that broke count as failures, so
// that a run in which a suite never started cannot look green.
//   node ops/count-tests.mjs FOLDER BROKEN_PARTS
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, brokenParts] = process.argv.slice(2);

const count = (tag, name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);

const suites = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.xml'))
  .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/<testsuite\s[^>]*>/g) ?? []);
const sum = (name) => suites.reduce((total, tag) => total + count(tag, name), 0);

const failedTests = sum('failures') + sum('errors');
const failed = failedTests || Number(brokenParts);
const skipped = sum('skipped');
const passed = sum('tests') - failedTests - skipped;

console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
