import type { Plugin } from 'vite';

/** A stand-in for the server while developing screens (QUNFANG_MOCK=true); never part of a build. */
export function mockServer(): Plugin {
  return { name: 'mock-server' };
}
