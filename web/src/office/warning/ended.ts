const OVER = new Set(['cancelled', 'expired', 'superseded']);

/** How a warning that went out has ended; undefined while it holds, or before it goes out. */
export function ended({ status, expires }: { status: string; expires: string }, now: number): string | undefined {
  if (OVER.has(status)) return status;
  return status === 'published' && Date.parse(expires) < now ? 'expired' : undefined;
}

/** Whether its sending was stopped: it was cancelled, or another one took its place. */
export function takenBack(status: string | undefined): boolean {
  return status === 'cancelled' || status === 'superseded';
}
