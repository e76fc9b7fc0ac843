package org.qunfang;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.qunfang.casework.DepartmentNotice;
import org.qunfang.delivery.Message;
import org.qunfang.delivery.MessageText;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.identity.Identity;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Registry;

/** What a department is asked or answered about a case → the devices and mailboxes of those who lead it. */
record CaseNews(Identity identity, Registry registry, Messages messages, URI publicUrl, Clock clock) {
    private static final String KIND = "case-notice";
    /** Older ones are told by the lists themselves. */
    private static final Duration KEPT = Duration.ofDays(3);

    /** The event's id is the message's: told again, it is the same message. */
    Future<Void> tell(Event event) {
        DepartmentNotice notice = DepartmentNotice.of(event);
        return identity.leadsOf(notice.to())
                .compose(leads -> leads.isEmpty()
                        ? Future.succeededFuture()
                        : messages.tell(message(notice), List.copyOf(leads)));
    }

    private Message message(DepartmentNotice notice) {
        Localized title = notice.title();
        Localized body = notice.body(
                id -> registry.matrix()
                        .department(id)
                        .map(known -> known.name())
                        .orElse(null),
                publicUrl.toString());
        return new Message(
                notice.id(),
                KIND,
                notice.to(),
                LadderNews.severity(notice.severity()),
                new MessageText(title.zhCn(), body.zhCn()),
                new MessageText(title.en(), body.en()),
                new JsonObject()
                        .put("event", "case.notice")
                        .put("caseId", notice.caseId().toString()),
                clock.instant().plus(KEPT));
    }
}
