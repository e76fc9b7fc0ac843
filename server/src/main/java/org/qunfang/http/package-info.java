/**
 * The contract at run time: operations bound by operationId, permission declared per operation, validation, pace,
 * idempotency keys, RFC 9457 answers, static files.
 *
 * <p>Foundation: knows no room. Start-up fails when an operation lacks a handler, a handler lacks an operation, or an
 * operation declares no known permission.
 */
package org.qunfang.http;
