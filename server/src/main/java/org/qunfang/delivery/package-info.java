/**
 * Hands messages to people: devices, audiences, the ledger, the channels.
 *
 * <p>Tables: devices, device_places, messages, deliveries, delivery_settings, channel_health, webhooks,
 * web_push_key, number_codes, topic_calls. Operations: putDevice, deleteDevice, live, getDeliveryOptions, askNumberCode, proveNumber,
 * listChannels, getDeliverySettings, setDeliverySettings, listWebhooks, createWebhook, updateWebhook, renewWebhookSecret,
 * getPushKey.
 *
 * <p>The way of a message: {@link org.qunfang.delivery.Messages} stores it with its audience, {@code Fanout} writes one
 * ledger row for each device that is due, {@code Latecomers} add those that register meanwhile, a {@code Dispatcher} per channel claims rows, most urgent first, as many
 * as the channel's {@code Gate} lets through, and stores
 * what the {@link org.qunfang.delivery.Channel} answered. A message to single people is stored with its ledger at once; an
 * e-mail stands there with the account in place of the device. Knows neither warnings nor reports, only messages and audiences.
 *
 * <p>A broadcaster stands in the ledger with its {@code Webhook}'s id in place of a device's, and gets the CAP message that
 * {@link org.qunfang.delivery.Documents} has for it.
 *
 * <p>A phone number is a device, too, once a code proved it ({@code NumberService}); the city's gateway is a template
 * ({@link org.qunfang.settings.SmsGateway}).
 *
 * <p>Where the city offers it, a message also goes to FCM topics of H3 cells: a {@code TopicCall} stands in the ledger in place
 * of a device, and nobody's place is known.
 *
 * <p>Ledger states: {@code due}, {@code handed_over} (given to the channel, no answer yet), {@code accepted} (FCM took
 * it, or it was written to an open page's connection), {@code failed} (refused for good, with the reason), {@code gone}
 * (the device is no longer registered), {@code expired} (its time was over, or it was stopped, before anybody took it).
 */
package org.qunfang.delivery;
