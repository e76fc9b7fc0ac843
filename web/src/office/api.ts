import { createApi } from '$lib/api/client';
import { Session } from '$lib/api/session';
import { language } from '$lib/i18n.svelte';

let told: (() => void) | undefined;

export const session = new Session({ name: 'office', anonymous: false, ended: () => told?.() });
export const api = createApi({ session, language });

/** Who is told when the session ends, here or because the server no longer accepts it. */
export function whenSignedOut(tell: () => void): void {
  told = tell;
}
