import { readFileSync, readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { answer, type Asked } from './mock-town.ts';

/** A stand-in for the server while developing screens (QUNFANG_MOCK=true); never part of a build. */
export function mockServer(): Plugin {
  const serve = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = new URL(request.url ?? '/', 'http://mock');
    if (!url.pathname.startsWith('/v1/') && url.pathname !== '/config.json') return next();
    if (url.pathname === '/v1/live') return live(response);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      const json = request.headers['content-type']?.includes('json');
      const asked: Asked = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, body: json && text ? JSON.parse(text) : {} };
      const picture = /^\/v1\/lessons\/([\w-]+)\/pictures\/([\w.-]+)$/.exec(url.pathname);
      if (picture) return file(response, picture[1]!, picture[2]!);
      const [status, body] = answer(asked);
      response.statusCode = status;
      response.setHeader('Content-Type', status < 400 ? 'application/json' : 'application/problem+json');
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  };
  return {
    name: 'mock-server',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => void server.middlewares.use(serve),
  };
}

function live(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': hello\n\n');
  const timer = setInterval(() => response.write(': still here\n\n'), 20_000);
  response.on('close', () => clearInterval(timer));
}

function file(response: ServerResponse, slug: string, name: string): void {
  const folder = new URL(`../../server/src/main/resources/lessons/${slug}/`, import.meta.url);
  const known = readdirSync(folder).includes(name);
  response.writeHead(known ? 200 : 404, { 'Content-Type': 'image/svg+xml' });
  response.end(known ? readFileSync(new URL(name, folder)) : '');
}
