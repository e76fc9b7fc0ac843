package org.qunfang.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Reads times as the contract writes them. What its schema lets through and no calendar has is refused here. */
public final class Moment {
    private Moment() {}

    /**
     * @param text RFC 3339 with an offset
     * @param pointer where it stands: a JSON pointer, or {@code /query/name}
     * @return in microseconds, as PostgreSQL keeps it: what is answered now equals what is read later
     * @throws Problem invalid for a day or time that does not exist
     */
    public static Instant read(String text, String pointer) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw Problem.invalid(pointer, Localized.of("不存在的日期或时间", "No such date or time"));
        }
    }
}
