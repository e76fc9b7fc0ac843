import { Loaded } from '$lib/loaded.svelte';
import { api, session } from './api';

/** The organisation of whoever is here, and what it offers. Nobody is signed in only to hear that there is nothing. */
class Mine {
  /** Registered on this page a moment ago. */
  fresh = false;
  readonly organisations = new Loaded(async () => (session.signedIn ? (await api.get('/v1/organisations/mine', {})).data.items : []));
  readonly resources = new Loaded(async () => (session.signedIn ? (await api.get('/v1/resources/mine', { query: { limit: 200 } })).data.items : []));

  get organisation() {
    return this.organisations.data?.[0];
  }

  reload(): Promise<unknown> {
    return Promise.all([this.organisations.reload(), this.resources.reload()]);
  }
}

export const mine = new Mine();
