/**
 * Hands messages to people: devices, audiences, the ledger, the channels.
 *
 * <p>Tables: devices, device_places, messages, deliveries. Operations: putDevice, deleteDevice, live.
 *
 * <p>The way of a message: {@link org.qunfang.delivery.Messages} stores it with its audience, {@code Fanout} writes one
 * ledger row for each device that is due, {@code Latecomers} add those that register meanwhile, a {@code Dispatcher} per channel claims rows, most urgent first, and stores
 * what the {@link org.qunfang.delivery.Channel} answered. A message to single people is stored with its ledger at once; an
 * e-mail stands there with the account in place of the device. Knows neither warnings nor reports, only messages and audiences.
 *
 * <p>Ledger states: {@code due}, {@code handed_over} (given to the channel, no answer yet), {@code accepted} (FCM took
 * it, or it was written to an open page's connection), {@code failed} (refused for good, with the reason), {@code gone}
 * (the device is no longer registered), {@code expired} (its time was over, or it was stopped, before anybody took it).
 */
package org.qunfang.delivery;
