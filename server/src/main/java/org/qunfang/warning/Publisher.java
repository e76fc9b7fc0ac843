package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
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

    Publisher(Pool pool, WarningStore warnings, HistoryStore history, Messages delivery, CapSource source) {
        this.pool = pool;
        this.warnings = warnings;
        this.history = history;
        this.delivery = delivery;
        this.source = source;
    }

    Future<Void> published(Event event) {
        return load(event).compose(sent -> {
            CapMessage alert = sent.messages().get(0);
            return alert.isPublic() && sent.warning().status() == WarningStatus.PUBLISHED
                    ? delivery.send(
                            message(sent.warning(), alert),
                            sent.warning().content().area().saved())
                    : Future.succeededFuture();
        });
    }

    Future<Void> cancelled(Event event) {
        return load(event).compose(sent -> {
            CapMessage alert = sent.messages().get(0);
            CapMessage cancel = sent.messages().get(sent.messages().size() - 1);
            return alert.isPublic()
                    ? delivery.stopAndTell(
                            message(sent.warning(), alert),
                            sent.warning().content().area().saved(),
                            message(sent.warning(), cancel))
                    : Future.succeededFuture();
        });
    }

    private record Sent(Warning warning, List<CapMessage> messages) {}

    private Future<Sent> load(Event event) {
        UUID id = event.subjectId();
        return warnings.find(pool, id)
                .compose(warning ->
                        history.messages(pool, List.of(id)).map(messages -> new Sent(warning.orElseThrow(), messages)));
    }

    private Message message(Warning warning, CapMessage message) {
        Content content = warning.content();
        boolean cancel = CapMessage.CANCEL.equals(message.msgType());
        JsonObject data = new JsonObject()
                .put("event", cancel ? WarningService.CANCELLED : WarningService.PUBLISHED)
                .put("warningId", warning.id().toString())
                .put("identifier", message.identifier())
                .put("msgType", message.msgType())
                .put("mode", content.mode().code())
                .put("url", source.pageUrl(warning.id()));
        return new Message(
                message.id(),
                SOURCE_KIND,
                warning.id(),
                content.severity(),
                text(message, content.mode(), Localized.ZH_CN),
                text(message, content.mode(), Localized.EN),
                data,
                content.expires());
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
