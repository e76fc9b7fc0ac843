package org.qunfang;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.qunfang.casework.LadderNotice;
import org.qunfang.delivery.Message;
import org.qunfang.delivery.MessageText;
import org.qunfang.delivery.Messages;
import org.qunfang.delivery.Severity;
import org.qunfang.identity.Identity;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Registry;

/**
 * Missed deadlines → the devices and mailboxes of the officers who have to hear of them: the leads of the department, and
 * of the duty office where it has nobody.
 */
record LadderNews(Identity identity, Registry registry, Messages messages, URI publicUrl, Clock clock) {
    private static final String KIND = "overdue";
    /** Older news of a deadline is told by the queue itself. */
    private static final Duration KEPT = Duration.ofDays(3);

    /** The notice's id is the message's: told again, it is the same message. */
    Future<Void> tell(LadderNotice notice) {
        return identity.leadsOf(notice.departmentId())
                .compose(leads -> leads.isEmpty() ? identity.leadsOf(dutyOffice()) : Future.succeededFuture(leads))
                .compose(accounts -> accounts.isEmpty()
                        ? Future.succeededFuture()
                        : messages.tell(message(notice), List.copyOf(accounts)));
    }

    private UUID dutyOffice() {
        Department office = registry.matrix().dutyOffice();
        return office == null ? new UUID(0, 0) : office.id();
    }

    private Message message(LadderNotice notice) {
        Localized title = notice.title();
        Localized body = notice.body(this::category, publicUrl.toString());
        return new Message(
                notice.id(),
                KIND,
                notice.departmentId(),
                severity(notice.severity()),
                new MessageText(title.zhCn(), body.zhCn()),
                new MessageText(title.en(), body.en()),
                new JsonObject().put("event", "cases.overdue").put("size", Long.toString(notice.size())),
                clock.instant().plus(KEPT));
    }

    static Severity severity(org.qunfang.casework.Severity ofCase) {
        return switch (ofCase) {
            case LOW -> Severity.MINOR;
            case MEDIUM -> Severity.MODERATE;
            case HIGH -> Severity.SEVERE;
            case EXTREME -> Severity.EXTREME;
        };
    }

    private Localized category(UUID id) {
        return registry.matrix().category(id).map(Category::name).orElse(Localized.of(id.toString(), id.toString()));
    }
}
