package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.qunfang.delivery.Message;
import org.qunfang.delivery.MessageText;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.problem.Localized;

/**
 * From what was published to what people's devices are told. Called by the event pump, perhaps more than once: the CAP
 * message's id is the delivery message's id, so a repeat is the same message.
 */
final class Publisher {
    private static final String SOURCE_KIND = "warning";

    private final Pool pool;
    private final WarningStore warnings;
    private final HistoryStore history;
    private final Messages delivery;
    private final CapSource source;
    private final EventGroups groups;

    Publisher(Pool pool, WarningStore warnings, HistoryStore history, Messages delivery, CapSource source) {
        this.pool = pool;
        this.warnings = warnings;
        this.history = history;
        this.delivery = delivery;
        this.source = source;
        this.groups = new EventGroups(pool, warnings);
    }

    Future<Void> published(Event event) {
        return load(event).compose(sent -> {
            CapMessage alert = sent.messages().get(0);
            if (!alert.isPublic()) {
                return Future.succeededFuture();
            }
            return alert.refersTo() == null ? first(sent, alert) : replaced(sent, alert);
        });
    }

    private Future<Void> first(Sent sent, CapMessage alert) {
        return sent.warning().status() == WarningStatus.PUBLISHED
                ? delivery.send(
                        message(sent, alert), sent.warning().content().area().saved())
                : Future.succeededFuture();
    }

    /** The earlier message ends in any case; its successor goes out unless that is over by now, too. */
    private Future<Void> replaced(Sent sent, CapMessage update) {
        Warning warning = sent.warning();
        return load(warning.supersedes()).compose(before -> {
            Message earlier = message(before, before.messages().get(0));
            return warning.status() == WarningStatus.PUBLISHED
                    ? delivery.replace(
                            earlier,
                            before.warning().content().area().saved(),
                            message(sent, update),
                            warning.content().area().saved(),
                            farewell(before.warning(), sent, update))
                    : delivery.end(earlier, before.warning().content().area().saved());
        });
    }

    Future<Void> cancelled(Event event) {
        return load(event).compose(sent -> {
            CapMessage alert = sent.messages().get(0);
            CapMessage cancel = sent.messages().get(sent.messages().size() - 1);
            return alert.isPublic()
                    ? delivery.stopAndTell(
                            message(sent, alert),
                            sent.warning().content().area().saved(),
                            message(sent, cancel))
                    : Future.succeededFuture();
        });
    }

    /** @param group of the event, alike for the whole chain */
    private record Sent(Warning warning, List<CapMessage> messages, String group) {}

    private Future<Sent> load(Event event) {
        return load(event.subjectId());
    }

    private Future<Sent> load(UUID id) {
        return warnings.find(pool, id)
                .compose(found -> history.messages(pool, List.of(id))
                        .compose(messages ->
                                groups.of(found.orElseThrow()).map(group -> new Sent(found.get(), messages, group))));
    }

    /** For those who had the earlier one and are not due for the update: what they read no longer holds. */
    private Message farewell(Warning earlier, Sent sent, CapMessage update) {
        Warning later = sent.warning();
        Content content = later.content();
        JsonObject data = data(sent, update).put("event", WarningService.LEFT).put(Message.ENDS, "true");
        return new Message(
                // The same for every try, and none of CAP's.
                UUID.nameUUIDFromBytes(("left " + update.id()).getBytes(StandardCharsets.UTF_8)),
                SOURCE_KIND,
                later.id(),
                earlier.content().severity(),
                Farewell.of(earlier.content(), Localized.ZH_CN),
                Farewell.of(earlier.content(), Localized.EN),
                data,
                content.expires());
    }

    private Message message(Sent sent, CapMessage message) {
        Warning warning = sent.warning();
        Content content = warning.content();
        JsonObject data = data(sent, message);
        return new Message(
                message.id(),
                SOURCE_KIND,
                warning.id(),
                content.severity(),
                text(message, content.mode(), Localized.ZH_CN),
                text(message, content.mode(), Localized.EN),
                data,
                content.expires(),
                CapMessage.UPDATE.equals(message.msgType()) ? message.refersTo() : null);
    }

    private JsonObject data(Sent sent, CapMessage message) {
        Warning warning = sent.warning();
        boolean cancel = CapMessage.CANCEL.equals(message.msgType());
        JsonObject data = new JsonObject()
                .put("event", cancel ? WarningService.CANCELLED : WarningService.PUBLISHED)
                .put("warningId", warning.id().toString())
                .put("identifier", message.identifier())
                .put("msgType", message.msgType())
                .put("mode", warning.content().mode().code())
                .put("url", source.pageUrl(warning.id()))
                // Devices show the newest message of a chain in the place of the earlier ones.
                .put(Message.COLLAPSE, warning.chainId().toString())
                .put(Message.GROUP, sent.group());
        if (cancel) {
            data.put(Message.ENDS, "true");
        }
        return warning.supersedes() == null
                ? data
                : data.put("supersedes", warning.supersedes().toString());
    }

    private static MessageText text(CapMessage message, Mode mode, String language) {
        Info info = message.infos().stream()
                .filter(candidate -> candidate.language().equals(language))
                .findFirst()
                .orElseGet(() -> message.infos().get(0));
        return text(info, mode);
    }

    /**
     * What to do comes first where there is an instruction: a lock screen shows only the beginning, and the mark is
     * there once.
     */
    static MessageText text(Info info, Mode mode) {
        String body = info.instruction() == null
                ? info.description()
                : info.instruction() + "\n" + mode.unmarked(info.description(), info.language());
        return new MessageText(info.headline(), body);
    }
}
