package org.qunfang.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final UUID ID = UUID.fromString("019ab000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("019ab000-0000-7000-8000-000000000002");
    private static final Instant AT = Instant.parse("2026-11-23T00:15:00.000001Z");

    @Test
    void everyFieldChangesTheBytes() {
        List<AuditEntry> entries = List.of(
                entry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", ID),
                entry(OTHER, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", ID),
                entry(ID, AT.plusNanos(1_000), ID, "OFFICER", ID, "a", "b", ID, "{}", ID),
                entry(ID, AT, OTHER, "OFFICER", ID, "a", "b", ID, "{}", ID),
                entry(ID, AT, ID, "SERVICE", ID, "a", "b", ID, "{}", ID),
                entry(ID, AT, ID, "OFFICER", OTHER, "a", "b", ID, "{}", ID),
                entry(ID, AT, ID, "OFFICER", ID, "c", "b", ID, "{}", ID),
                entry(ID, AT, ID, "OFFICER", ID, "a", "c", ID, "{}", ID),
                entry(ID, AT, ID, "OFFICER", ID, "a", "b", OTHER, "{}", ID),
                entry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{\"x\": 1}", ID),
                entry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", OTHER),
                entry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", null));

        assertThat(distinct(entries)).hasSameSizeAs(entries);
    }

    @Test
    void textCannotMoveFromOneFieldToItsNeighbour() {
        AuditEntry one = entry(ID, AT, ID, "OFFICER", ID, "ab", "c", ID, "{}", ID);
        AuditEntry other = entry(ID, AT, ID, "OFFICER", ID, "a", "bc", ID, "{}", ID);

        assertThat(distinct(List.of(one, other))).hasSize(2);
    }

    @Test
    void whatWasSealedYearsAgoStillHasTheSameHash() {
        AuditEntry entry = entry(ID, AT, null, "NOBODY", null, "录入", "case", OTHER, "{\"a\": \"裂缝\"}", null);

        assertThat(Seal.GENESIS.next(entry).hexHash()).isEqualTo(KNOWN_HASH);
    }

    private static final String KNOWN_HASH = "b53263492c60054fbcdd318c9b0783968bd47ca3b5a29d8fef9c8ac034a58e68";

    @Test
    void theSaltIsSealedToo() {
        AuditEntry entry = new AuditEntry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", ID, OTHER);

        assertThat(distinct(List.of(entry, entry(ID, AT, ID, "OFFICER", ID, "a", "b", ID, "{}", ID))))
                .hasSize(2);
        assertThat(Seal.GENESIS.next(entry).hexHash()).isEqualTo(KNOWN_SALTED);
    }

    private static final String KNOWN_SALTED = "012710daff003588f7b2d27ecbf36e873bcfcd72090e9e75a7cafd3fa2a72e2f";

    private static Set<String> distinct(List<AuditEntry> entries) {
        Set<String> bytes = new HashSet<>();
        entries.forEach(entry -> bytes.add(HexFormat.of().formatHex(entry.canonicalBytes())));
        return bytes;
    }

    private static AuditEntry entry(
            UUID id,
            Instant at,
            UUID account,
            String kind,
            UUID department,
            String action,
            String subjectType,
            UUID subject,
            String detail,
            UUID attempt) {
        return new AuditEntry(id, at, account, kind, department, action, subjectType, subject, detail, attempt, null);
    }
}
