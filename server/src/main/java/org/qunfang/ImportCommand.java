package org.qunfang;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the imports share: a file, and what becomes of it when a part of it is refused. */
abstract class ImportCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to read, UTF-8.")
    private Path file;

    @Option(names = "--strict", description = "Store nothing when any part of the file is refused.")
    private boolean strict;

    ImportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    Path file() {
        return file;
    }

    boolean strict() {
        return strict;
    }

    Workshop openWorkshop() {
        return Workshop.open(Settings.from(environment));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
