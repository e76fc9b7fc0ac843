package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The audit log is read by people: whatever the server writes into it has words in both languages. */
class AuditWordsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SOURCES = ROOT.resolve("server/src/main/java");
    private static final Path MIGRATIONS = ROOT.resolve("server/src/main/resources/db/migration");

    private static final Pattern DOTTED = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)\"");
    private static final Pattern IN_SQL =
            Pattern.compile("append_audits?\\([^;]*?'([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)'");

    /** Names of two parts that are written nowhere into the log: permissions, events, columns, files, properties. */
    private static final Set<String> NO_ACTIONS = Set.of(
            // permissions
            "case.read",
            "case.read-all",
            "case.triage-all",
            "case.work",
            "organisation.verify",
            "resource.list",
            "site.work",
            "site.work-all",
            "volunteer.verify",
            "warning.approve",
            "warning.draft",
            "warning.read",
            "need.raise",
            "need.read",
            "allocation.work",
            // events
            "case.changed",
            "case.notice",
            "case.opened",
            "case.overdue",
            "case.presence",
            "case.report-attached",
            "case.tasks-added",
            "cases.overdue",
            "coverage.changed",
            "live.handed-over",
            "warning.changed",
            "warning.left",
            "warning.relay-ended",
            "warning.relayed",
            // columns, files, properties
            "c.id",
            "city.json",
            "event-terms.tsv",
            "index.html",
            "os.arch",
            "os.name",
            "pack.json",
            "postgres-start.log",
            "postgres.lock",
            "postgres.password",
            "postgres.unfinished",
            "postmaster.pid",
            "sample-accounts.json");

    /** Where an action is put together, and what may come out; the others that look so make no action. */
    private static final Map<String, List<String>> COMPOSED = Map.of(
            "\".create\" : \".update\"",
            List.of(
                    "area.create",
                    "area.update",
                    "department.create",
                    "department.update",
                    "category.create",
                    "category.update",
                    "responsibility.create",
                    "responsibility.update"),
            "\"case.\" + step.code()",
            List.of(
                    "case.accept-support",
                    "case.start-support",
                    "case.finish-support",
                    "case.refuse-support",
                    "case.release-support",
                    "case.ask-support"),
            "\"allocation.\" + allocation.status().code()",
            List.of(
                    "allocation.committed",
                    "allocation.declined",
                    "allocation.dispatched",
                    "allocation.delivered",
                    "allocation.returned",
                    "allocation.released"),
            "\"finding.\" + act.kind()",
            List.of("finding.assigned", "finding.commented", "finding.resolved"),
            "\"volunteer.\" + step.to().code()",
            List.of("volunteer.registered", "volunteer.verified", "volunteer.suspended", "volunteer.withdrawn"),
            "\"warning.\" + decision",
            List.of("warning.returned", "warning.rejected"),
            "\"officer.\" + code",
            List.of());

    private static final Pattern PART = Pattern.compile("\"[a-z-]+\\.\" \\+ [\\w.()]+|\"\\.[a-z]+\" : \"\\.[a-z]+\"");

    @Test
    void everyActionHasWordsInBothLanguages() throws IOException {
        Set<String> actions = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            found(DOTTED, Files.readString(file)).forEach(actions::add);
        }
        for (Path file : files(MIGRATIONS, ".sql")) {
            found(IN_SQL, Files.readString(file)).forEach(actions::add);
        }
        COMPOSED.values().forEach(actions::addAll);
        actions.removeAll(NO_ACTIONS);

        assertThat(actions).contains("audit.salted", "case.close").hasSizeGreaterThan(120);
        for (String language : List.of("zh-CN", "en")) {
            assertThat(worded("does", language)).as(language).containsAll(actions);
            assertThat(actions).as("nothing else has words in " + language).containsAll(worded("does", language));
        }
    }

    @Test
    void whereAnActionIsPutTogetherItIsNamedHere() throws IOException {
        Set<String> parts = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            PART.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group().strip())
                    .forEach(parts::add);
        }

        assertThat(parts).containsExactlyInAnyOrderElementsOf(COMPOSED.keySet());
    }

    private static final Pattern AUDITED =
            Pattern.compile("(audit|log)\\s*\\.append|edit\\s*\\.log\\(|AuditLog\\.Entry\\(|JsonObject audit");

    private static final Pattern DETAIL = Pattern.compile(
            "(?s)JsonObject (?:detail|told|data)\\b[^;]*;"
                    + "|(?:detail|told|data)\\.put\\([^;]*;|JsonObject (?:detail|audit\\w*|told|counts)\\([^)]*\\) \\{.*?\\n    }");

    /** Of events that are written beside an entry. */
    private static final Set<String> NOT_TOLD = Set.of("leadDepartmentId", "messageId", "supportDepartmentIds");

    /** As far as they stand where the entry is written. */
    @Test
    void whatAnEntryTellsHasWordsInBothLanguages() throws IOException {
        Set<String> members = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            String source = Files.readString(file);
            if (AUDITED.matcher(source).find()) {
                DETAIL.matcher(source)
                        .results()
                        .flatMap(match -> found(Pattern.compile("put\\(\\s*\"(\\w+)\""), match.group()))
                        .map(member -> member.replaceFirst("(Before|After)$", ""))
                        .forEach(members::add);
            }
        }

        members.removeAll(NOT_TOLD);
        assertThat(members).contains("matrixVersion", "day", "score").hasSizeGreaterThan(60);
        for (String language : List.of("zh-CN", "en")) {
            assertThat(worded("of", language)).as(language).containsAll(members);
        }
    }

    private static Set<String> worded(String part, String language) throws IOException {
        Set<String> keys = new TreeSet<>();
        Pattern key = Pattern.compile("(?m)^ {2}'audit\\." + part + "\\.([^']+)':");
        for (Path file : files(ROOT.resolve("web/src/i18n/office"), language + ".ts")) {
            found(key, Files.readString(file)).forEach(keys::add);
        }
        return keys;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .collect(Collectors.toList());
        }
    }
}
