/**
 * The outbox: events are written in the transaction of the state they tell about, a pump hands them to subscribers.
 *
 * <p>Table {@code events}. Subscribers are called at least once, in one process, and must be idempotent.
 * {@link org.qunfang.event.Broadcast} tells every process by {@code NOTIFY events}, for open pages: the tables are the
 * truth, and whoever missed a word reads them.
 */
package org.qunfang.event;
