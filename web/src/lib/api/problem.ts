/** One mistake in what was sent: where (JSON pointer, such as "/location/lat") and why. */
export interface PointedError {
  pointer: string;
  reason: string;
}

/** The server said no, in the words of RFC 9457. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** The last part of the problem's type, such as "wrong-state". */
    readonly slug: string,
    readonly title: string,
    readonly detail: string | undefined,
    readonly errors: readonly PointedError[],
    readonly traceId: string | undefined,
    /** Seconds the server asks to wait (429, 503). */
    readonly retryAfter: number | undefined,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(detail ?? title);
  }

  /** Whether these are our server's words: whatever stands between, a hotel's sign-in page or a proxy, speaks otherwise. */
  get isOurs(): boolean {
    return this.slug !== 'about:blank' && this.body.status === this.status;
  }

  /** The reason given for one field, e.g. at "/description"; also for fields inside it. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))?.reason;
  }
}

/** No answer came: no network, a broken line, or no answer in time. What was sent may have arrived. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export async function problemFrom(response: Response): Promise<ProblemError> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return problemOf(response.status, await jsonOrNothing(response), Number.isFinite(seconds) ? seconds : undefined);
}

/** @param retryAfter seconds */
export function problemOf(status: number, body: Readonly<Record<string, unknown>>, retryAfter?: number): ProblemError {
  const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : undefined);
  return new ProblemError(
    status,
    (text('type') ?? 'about:blank').split('/').at(-1) ?? 'about:blank',
    text('title') ?? `HTTP ${status}`,
    text('detail'),
    Array.isArray(body.errors) ? (body.errors as PointedError[]) : [],
    text('traceId'),
    retryAfter,
    body,
  );
}

async function jsonOrNothing(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  } catch {
    // A proxy's HTML page or an empty body: the status alone has to speak.
    return {};
  }
}
