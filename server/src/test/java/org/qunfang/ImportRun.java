package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qunfang.settings.DatabaseUrl;
import picocli.CommandLine;

/** {@code import reports} on one database, as an operator types it: what it printed and how it ended. */
record ImportRun(int exitCode, String out, String err) {
    static final String HEADER = "id,words,lat,lon,at\n";
    static final String MAP = """
            {"source": "hotline", "id": {"column": "id"}, "description": {"column": "words"}, "lat": {"column": "lat"},
             "lon": {"column": "lon"}, "observedAt": {"column": "at"}, "category": "slope"}
            """;

    static String line(String id, String words) {
        return id + "," + words + ",22.7,113.9,2026-11-20T08:15:00+08:00\n";
    }

    static ImportRun of(DatabaseUrl url, Path folder, String csv, String... options) {
        return of(url, folder, new StopSignal(), MAP, csv, options);
    }

    static ImportRun mapped(DatabaseUrl url, Path folder, String map, String csv) {
        return of(url, folder, new StopSignal(), map, csv);
    }

    static ImportRun of(DatabaseUrl url, Path folder, StopSignal stop, String map, String csv, String... options) {
        try {
            Path file = Files.writeString(folder.resolve("reports.csv"), csv, StandardCharsets.UTF_8);
            Path mapping = Files.writeString(folder.resolve("map.json"), map);
            List<String> arguments = new ArrayList<>(List.of("import", "reports"));
            arguments.addAll(List.of(options));
            arguments.addAll(List.of("--map", mapping.toString(), file.toString()));
            return of(url, folder, stop, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportRun of(DatabaseUrl url, Path folder, StopSignal stop, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(
                        Map.of("DATABASE_URL", url.text(), "QUNFANG_DATA", folder.toString()), stop)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments.toArray(String[]::new));
        return new ImportRun(exitCode, out.toString(), err.toString());
    }

    /** What stands beside one of the counts, without commas; "none" when it was not printed. */
    String count(String name) {
        return out.lines()
                .filter(each -> each.strip().startsWith(name))
                .map(each -> each.strip().split(" +")[name.split(" ").length].replace(",", ""))
                .findFirst()
                .orElse("none");
    }
}
