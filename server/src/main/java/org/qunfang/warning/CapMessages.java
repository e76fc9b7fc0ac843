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

    /** What one message says; {@code earlier} and {@code note} may be null. */
    private record Speech(String msgType, CapMessage earlier, boolean isPublic, String note, List<Info> infos) {}

    CapMessages(CapSource source) {
        this.source = source;
        this.writer = new CapWriter(source);
    }

    CapMessage alert(Warning warning, boolean isPublic, String senderName, Instant now) {
        List<Info> infos = warning.content().markedInfos();
        return message(warning, new Speech(CapMessage.ALERT, null, isPublic, null, infos), senderName, now);
    }

    /**
     * @param alert the message that is taken back
     * @param rationale why, for the record
     * @param note what people shall read, or null for the standard sentence
     */
    CapMessage cancel(
            Warning warning, CapMessage alert, String rationale, Localized note, String senderName, Instant now) {
        Mode mode = warning.content().mode();
        List<Info> infos = warning.content().infos().stream()
                .map(info -> cancelled(info, note).marked(mode))
                .toList();
        // A second of its own, so that readers who sort by time see the Cancel last.
        Instant next = alert.sent().plusSeconds(1);
        Instant sent = now.isBefore(next) ? next : now;
        Speech speech = new Speech(CapMessage.CANCEL, alert, alert.isPublic(), rationale, infos);
        return message(warning, speech, senderName, sent);
    }

    private static Info cancelled(Info info, Localized note) {
        boolean english = Localized.EN.equals(info.language());
        String prefix = english ? "CANCELLED: " : "【预警解除】";
        String standard = english ? "This warning is cancelled." : "此预警已解除。";
        String text = note == null ? standard : note.in(info.language());
        String instruction = english ? "The earlier instructions no longer apply." : "此前的避险指令不再适用。";
        return new Info(info.language(), info.event(), prefix + info.headline(), text, instruction);
    }

    private CapMessage message(Warning warning, Speech speech, String senderName, Instant now) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant sent = now.truncatedTo(ChronoUnit.SECONDS);
        String identifier = source.identifier(id);
        String xml = writer.write(new CapWriter.Draft(
                identifier,
                speech.msgType(),
                sent,
                speech.isPublic(),
                speech.note(),
                speech.earlier(),
                warning.content(),
                speech.infos(),
                senderName,
                source.pageUrl(warning.id())));
        return new CapMessage(
                id,
                warning.id(),
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
