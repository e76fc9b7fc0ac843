import { exclusive } from '../exclusive';
import { NoAnswer, problemFrom } from './problem';

/** What sign-in and refresh answer. */
export interface TokenAnswer {
  accessToken: string;
  refreshToken: string;
  /** Seconds the access token lasts. */
  expiresIn: number;
}

interface Kept {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

interface Options {
  /** Names the session in the browser's storage: residents and officials are signed in apart from each other. */
  name: string;
  /** Sign in anonymously when nobody is signed in; otherwise the caller goes on without a token. */
  anonymous: boolean;
  /** Told when a session ends that was there before. */
  ended?: () => void;
  fetch?: typeof fetch;
}

const MARGIN_MS = 30_000;

/**
 * Keeps the tokens of one front door, shared by all tabs. Refresh tokens rotate and using an old one ends the
 * session, so only one tab refreshes at a time and the others take what it stored.
 */
export class Session {
  readonly #key: string;
  readonly #fetch: typeof fetch;

  constructor(private readonly options: Options) {
    this.#key = `qunfang.session.${options.name}`;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  get signedIn(): boolean {
    return this.#kept() !== undefined;
  }

  /** A token good for at least half a minute, or undefined when nobody is signed in. */
  async token(): Promise<string | undefined> {
    const kept = this.#kept();
    if (kept && kept.expiresAt - MARGIN_MS > Date.now()) return kept.accessToken;
    return this.renew(kept?.accessToken);
  }

  /** Another token than the one that was refused or has run out. */
  renew(used: string | undefined): Promise<string | undefined> {
    return exclusive(this.#key, async () => {
      const kept = this.#kept();
      if (kept && kept.accessToken !== used) return kept.accessToken;
      if (kept) {
        const answer = await this.#ask('/v1/auth/refresh', { refreshToken: kept.refreshToken });
        if (answer) return this.#keep(answer);
        this.#forget();
      }
      if (!this.options.anonymous) return undefined;
      const answer = await this.#ask('/v1/auth/anonymous', {});
      return answer ? this.#keep(answer) : undefined;
    });
  }

  signIn(answer: TokenAnswer): void {
    this.#keep(answer);
  }

  /** Forgets the tokens here and ends the session at the server, if it can be reached. */
  async signOut(): Promise<void> {
    const kept = this.#kept();
    this.#forget();
    if (kept) await this.#ask('/v1/auth/logout', { refreshToken: kept.refreshToken }, kept.accessToken).catch(() => undefined);
  }

  /** The tokens, or undefined when the server refuses; anything else is thrown and the session stays. */
  async #ask(path: string, body: object, bearer?: string): Promise<TokenAnswer | undefined> {
    const response = await this.#post(path, body, bearer);
    if (response.status === 204) return undefined;
    if (response.ok) return (await response.json()) as TokenAnswer;
    if (response.status === 400 || response.status === 401 || response.status === 403) return undefined;
    throw await problemFrom(response);
  }

  async #post(path: string, body: object, bearer?: string): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) };
    try {
      return await this.#fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) });
    } catch (cause) {
      throw new NoAnswer(path, { cause });
    }
  }

  #keep(answer: TokenAnswer): string {
    const kept: Kept = {
      accessToken: answer.accessToken,
      refreshToken: answer.refreshToken,
      expiresAt: Date.now() + answer.expiresIn * 1000,
    };
    localStorage.setItem(this.#key, JSON.stringify(kept));
    return kept.accessToken;
  }

  #kept(): Kept | undefined {
    const text = localStorage.getItem(this.#key);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  }

  #forget(): void {
    localStorage.removeItem(this.#key);
    this.options.ended?.();
  }
}
