package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** Makes the CAP messages of a chain. Pure but for the new id. */
final class CapMessages {
    private final CapSource source;
    private final CapWriter writer;

    /** What one message says; {@code earlier} may be null. */
    private record Speech(String msgType, CapMessage earlier, boolean isPublic, List<Info> infos) {}

    CapMessages(CapSource source) {
        this.source = source;
        this.writer = new CapWriter(source);
    }

    CapMessage alert(Warning warning, boolean isPublic, Localized senderName, Instant now) {
        List<Info> infos = warning.content().markedInfos();
        return message(warning, new Speech(CapMessage.ALERT, null, isPublic, infos), senderName, now);
    }

    /** @param earlier the message whose place it takes */
    CapMessage update(Warning warning, CapMessage earlier, boolean isPublic, Localized senderName, Instant now) {
        List<Info> infos = warning.content().markedInfos();
        Speech speech = new Speech(CapMessage.UPDATE, earlier, isPublic, infos);
        return message(warning, speech, senderName, after(earlier, now));
    }

    /** A second of its own, so that readers who sort by time see the later message last. */
    private static Instant after(CapMessage earlier, Instant now) {
        Instant next = earlier.sent().plusSeconds(1);
        return now.isBefore(next) ? next : now;
    }

    /**
     * @param alert the message that is taken back
     * @param note what people shall read, or null for what was prepared, else the standard sentence
     */
    CapMessage cancel(Warning warning, CapMessage alert, Localized note, Localized senderName, Instant now) {
        Mode mode = warning.content().mode();
        Localized area = warning.content().area().description();
        List<Info> infos = warning.content().infos().stream()
                .map(info -> AllClear.of(info, prepared(warning, info.language()), area, note)
                        .marked(mode))
                .toList();
        Speech speech = new Speech(CapMessage.CANCEL, alert, alert.isPublic(), infos);
        return message(warning, speech, senderName, after(alert, now));
    }

    private static Info prepared(Warning warning, String language) {
        return warning.content().allClear().stream()
                .filter(info -> info.language().equals(language))
                .findFirst()
                .orElse(null);
    }

    private CapMessage message(Warning warning, Speech speech, Localized senderName, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        String identifier = source.identifier(id);
        String xml = writer.write(new CapWriter.Draft(
                identifier,
                speech.msgType(),
                sent,
                speech.isPublic(),
                speech.earlier(),
                warning.content(),
                speech.infos(),
                senderName,
                source.pageUrl(warning.id())));
        return new CapMessage(
                id,
                warning.id(),
                warning.chainId(),
                identifier,
                source.sender(),
                speech.msgType(),
                sent,
                speech.earlier() == null ? null : speech.earlier().id(),
                speech.isPublic(),
                speech.infos(),
                xml);
    }
}
