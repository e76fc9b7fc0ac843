package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.qunfang.settings.Settings;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the imports share: a file, and what becomes of it when a part of it is refused. */
abstract class ImportCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to read, UTF-8.")
    private Path file;

    @Option(names = "--strict", description = "Store nothing when any part of the file is refused.")
    private boolean strict;

    ImportCommand(Map<String, String> environment, StopSignal stop) {
        this.environment = environment;
        this.stop = stop;
    }

    @Override
    public final Integer call() throws IOException {
        return isFile(file) ? run() : ExitCode.USAGE;
    }

    /** The file is there, and is one. */
    abstract Integer run() throws IOException;

    /** Tells what else stands under this name. */
    boolean isFile(Path path) {
        String wrong = Files.isDirectory(path)
                ? " is a folder, not a file"
                : !Files.exists(path) ? ": there is no such file" : !Files.isReadable(path) ? " may not be read" : null;
        if (wrong != null) {
            err().println(path + wrong);
        }
        return wrong == null;
    }

    /** Whether the process was told to stop. */
    boolean isToStop() {
        return stop.isRequested();
    }

    ProgressBarBuilder bar(String task, String unitName, long unit) {
        return Progress.bar(task, unitName, unit, err());
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
