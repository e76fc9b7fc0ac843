import type { Connect, Plugin } from 'vite';

/** Answers every page address with its front door's HTML, as the server does: /office/…, /org/…, all others. */
const toFrontDoor: Connect.NextHandleFunction = (request, _response, next) => {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  const isFile = /\.[a-z0-9]+$/i.test(path) || path.startsWith('/@') || path.startsWith('/v1/');
  if (wantsPage && !isFile) {
    const door = /^\/(org|office)(\/|$)/.exec(path);
    request.url = door ? `/${door[1]}/index.html` : '/index.html';
  }
  next();
};

export function frontDoors(): Plugin {
  return {
    name: 'front-doors',
    configureServer: (server) => void server.middlewares.use(toFrontDoor),
    configurePreviewServer: (server) => void server.middlewares.use(toFrontDoor),
  };
}
