import { createApi } from '$lib/api/client';
import { Session } from '$lib/api/session';
import { language } from '$lib/i18n.svelte';

export const session = new Session({ name: 'office', anonymous: false });
export const api = createApi({ session, language });
