/** 32 signs that nobody takes for another when reading them out. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP = 4;

/** A password of 100 random bits to hand over, such as k3fu-9mzp-…; its owner changes it. */
export function randomPassword(): string {
  const signs = [...crypto.getRandomValues(new Uint8Array(GROUPS * GROUP))].map((byte) => SIGNS[byte % SIGNS.length]);
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP).join('')).join('-');
}
