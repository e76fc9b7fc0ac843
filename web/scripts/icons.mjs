// Draws the PNG icons out of public/icons/icon.svg with a browser; run by hand when the logo changes.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const folder = new URL('../public/icons/', import.meta.url);
const logo = await readFile(new URL('icon.svg', folder), 'utf8');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

async function draw(name, size, margin) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = size * (1 - 2 * margin);
  const ground = margin ? '#0b5f5c' : 'transparent';
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}"><div style="width:${side}px;height:${side}px">${logo}</div>`);
  await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }));
}

await draw('icon-192.png', 192, 0);
await draw('icon-512.png', 512, 0);
await draw('icon-maskable-512.png', 512, 0.1);
await browser.close();
