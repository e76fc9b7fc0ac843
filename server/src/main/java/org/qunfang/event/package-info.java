/**
 * The outbox: events are written in the transaction of the state they tell about, a pump hands them to subscribers.
 *
 * <p>Table {@code events}. {@code NOTIFY events} is only a wake-up; polling is the truth. Subscribers are called at least
 * once and must be idempotent.
 */
package org.qunfang.event;
