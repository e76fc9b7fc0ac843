/**
 * Who somebody is and what they may do: phones without an account, officers with password and second factor, access and
 * refresh tokens, roles and permissions.
 *
 * <p>Tables: accounts, sessions, sign_in_failures, signing_keys, recovery_codes. Operations: createAnonymous, login,
 * refresh, logout, recover, makeRecoveryCode, me, changePassword, listOfficers, createOfficer, updateOfficer, resetOfficer. How many phones an
 * address may bring is the pace of createAnonymous (docs/adr/0100-pace.md). docs/adr/0011-tokens.md has the choices and their reasons.
 *
 * <p>{@link org.qunfang.identity.Identity} is the door: it makes the room, admits callers and holds the operations.
 */
package org.qunfang.identity;
