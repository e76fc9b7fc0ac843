package org.qunfang.warning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.qunfang.delivery.Severity;

/**
 * What two officers agree on.
 *
 * @param exercisePublic for an exercise: its author wants the public to get it
 * @param category CAP category, such as {@code Geo}
 * @param eventCode code of the OASIS event terms, such as {@code OET-119}, or null
 * @param allClear what its Cancel is to say, one for each language; empty when nothing was prepared
 * @param onset when it is expected to begin, or null
 * @param lesson slug of the lesson that stands first beside it, or null
 * @param incident the event it belongs to, such as a case's number; null when its chain is one of its own
 */
record Content(
        Mode mode,
        boolean exercisePublic,
        String category,
        String event,
        String eventCode,
        String urgency,
        Severity severity,
        String certainty,
        Instant onset,
        Instant expires,
        List<Info> infos,
        List<Info> allClear,
        WarningArea area,
        String lesson,
        String incident) {

    /** An update belongs to the event of what it updates. */
    Content inTheEventOf(Content earlier) {
        return new Content(
                mode,
                exercisePublic,
                category,
                event,
                eventCode,
                urgency,
                severity,
                certainty,
                onset,
                expires,
                infos,
                allClear,
                area,
                lesson,
                earlier.incident());
    }

    /** The texts as they go out, one for each language. */
    List<Info> markedInfos() {
        return infos.stream().map(info -> info.marked(mode)).toList();
    }

    Optional<Info> marked(String language) {
        return markedInfos().stream()
                .filter(info -> info.language().equals(language))
                .findFirst();
    }

    /** Whether it goes to the public: tests never do, exercises only when chosen and confirmed. */
    boolean isPublic(boolean exerciseConfirmed) {
        return mode == Mode.ACTUAL || (mode == Mode.EXERCISE && exercisePublic && exerciseConfirmed);
    }
}
