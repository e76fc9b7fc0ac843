import { describe, expect, it } from 'vitest';
import type { Permission } from './account.svelte';
import { landing } from './landing';

const signedIn = (...permissions: Permission[]) => landing((one) => permissions.includes(one));

describe('whoever signs in finds their work first', () => {
  it('an officer the cases', () => expect(signedIn('case.work', 'case.read')).toBe('/office/cases'));
  it('an approver and an author the warnings', () => {
    expect(signedIn('case.read', 'warning.read', 'warning.approve')).toBe('/office/warnings');
    expect(signedIn('case.read', 'warning.read', 'warning.draft')).toBe('/office/warnings');
  });
  it('an auditor the log', () => expect(signedIn('case.read', 'case.read-all', 'coverage.read', 'audit.read')).toBe('/office/audit'));
  it('an administrator the officers', () => expect(signedIn('case.read', 'case.read-all', 'coverage.read', 'officer.manage')).toBe('/office/officers'));
  it('somebody with several roles the cases', () => expect(signedIn('case.work', 'warning.approve', 'audit.read')).toBe('/office/cases'));
});
