import type { components } from '$lib/api/contract';
import type { TokenAnswer } from '$lib/api/session';
import { api, session, whenSignedOut } from './api';
import { forgetUnsaved } from '$lib/unsaved';

type Me = components['schemas']['Me'];
export type Permission = 'case.read' | 'case.work' | 'case.read-all' | 'case.triage-all' | 'case.assign' | 'case.consent' | 'site.read' | 'site.work' | 'warning.read' | 'warning.draft' | 'warning.approve' | 'warning.template' | 'cap.import' | 'cap.trust' | 'channel.manage'
  | 'volunteer.list' | 'volunteer.verify' | 'organisation.list' | 'organisation.verify' | 'resource.list' | 'coverage.read' | 'coverage.work' | 'responsibility.edit' | 'deadline.read' | 'deadline.edit' | 'playbook.edit' | 'audit.read' | 'officer.manage';

/** Who is signed in at this front door and what they may do. Every tab follows when one signs in or out. */
class Account {
  signedIn = $state(session.signedIn);
  me = $state.raw<Me>();
  error = $state.raw<unknown>();
  /** True when a session ended that the person did not end: the sign-in page says so. */
  lapsed = $state(false);
  #leaving = false;

  constructor() {
    whenSignedOut(() => {
      this.lapsed = this.signedIn && !this.#leaving;
      this.#left();
    });
    addEventListener('storage', () => {
      if (session.signedIn === this.signedIn) return;
      this.signedIn = session.signedIn;
      if (this.signedIn) void this.load();
      else this.#left();
    });
    if (this.signedIn) void this.load();
  }

  may(permission: Permission): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  async enter(tokens: TokenAnswer): Promise<void> {
    session.signIn(tokens);
    this.lapsed = false;
    await this.load();
    this.signedIn = true;
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    const ended = session.signOut();
    // Not after the server's answer: whoever has pressed the button may close the page or have no network.
    forgetUnsaved();
    await ended;
    this.#leaving = false;
  }

  async load(): Promise<void> {
    this.error = undefined;
    try {
      this.me = (await api.get('/v1/me', {})).data;
    } catch (failed) {
      this.error = failed;
    }
  }

  #left(): void {
    this.signedIn = false;
    this.me = undefined;
  }
}

export const account = new Account();
