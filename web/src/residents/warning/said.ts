const KEPT = 'qunfang.warnings.said';
/** Warnings end within days; those of long ago need no memory. */
const MOST = 50;

export const ANSWERS = ['understood', 'acted', 'falseAlarm'] as const;
export type Said = (typeof ANSWERS)[number];
type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/** What was said about each warning from this phone, the latest last: the server counts it and does not tell whose it is. */
function all(memory: Memory): [string, Said[]][] {
  const kept: unknown = JSON.parse(memory.getItem(KEPT) ?? '[]');
  return Array.isArray(kept) ? (kept as [string, Said[]][]) : [];
}

export function saidOf(warningId: string, memory: Memory = localStorage): Partial<Record<Said, boolean>> {
  const said = all(memory).find(([id]) => id === warningId)?.[1] ?? [];
  return Object.fromEntries(said.map((one) => [one, true]));
}

export function remember(warningId: string, said: Partial<Record<Said, boolean>>, memory: Memory = localStorage): void {
  const others = all(memory).filter(([id]) => id !== warningId);
  memory.setItem(KEPT, JSON.stringify([...others, [warningId, ANSWERS.filter((one) => said[one])]].slice(-MOST)));
}
