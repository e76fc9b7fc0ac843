import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

/** Another server to test against; otherwise one is started from the built jar with a fresh sample city. */
const given = process.env.QUNFANG_E2E_URL;
const port = Number(process.env.QUNFANG_E2E_PORT ?? 18080);
const baseURL = given ?? `http://localhost:${port}`;

/** One data folder for the server and all test processes: the first process makes it, the others inherit it. */
process.env.QUNFANG_E2E_DATA ??= given ? '' : mkdtempSync(join(tmpdir(), 'qunfang-e2e-'));

/** Text messages go to a gateway that by-text.spec.ts starts here. */
const gateway = join(mkdtempSync(join(tmpdir(), 'qunfang-sms-')), 'gateway.json');
if (!given) writeFileSync(gateway, JSON.stringify({ url: `http://127.0.0.1:${port + 2}/`, body: { to: '{number}', text: '{text}' } }));

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 1,
  reporter: [['list']],
  use: {
    ...devices['Pixel 7'],
    deviceScaleFactor: 1,
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    geolocation: { latitude: 22.711, longitude: 113.934, accuracy: 25 },
    permissions: ['geolocation'],
    trace: 'off',
    launchOptions: {
      executablePath: process.env.QUNFANG_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    },
  },
  ...(given
    ? {}
    : {
        webServer: {
          command: 'java -Xmx512m -jar ../server/target/qunfang.jar serve',
          url: `${baseURL}/v1/categories`,
          timeout: 180_000,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
          env: {
            QUNFANG_PORT: String(port),
            QUNFANG_MANAGEMENT_PORT: String(port + 1),
            QUNFANG_PUBLIC_URL: baseURL,
            QUNFANG_DATA: process.env.QUNFANG_E2E_DATA,
            QUNFANG_SAMPLE: 'true',
            QUNFANG_SMS_GATEWAY: gateway,
          },
        },
      }),
});
