/**
 * PostgreSQL: the one we bring along ({@link org.qunfang.db.EmbeddedDatabase}) or the one {@code DATABASE_URL} names,
 * its migrations, and the connections to it. Tables belong to their rooms; {@code events} and {@code idempotency_keys}
 * are made here for {@code event} and {@code http}, {@code scheduled_tasks} for {@link org.qunfang.db.Schedule}.
 */
package org.qunfang.db;
