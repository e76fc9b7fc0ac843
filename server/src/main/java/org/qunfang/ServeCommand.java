package org.qunfang;

import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code qunfang serve}: runs until it is told to stop (SIGTERM or Ctrl-C), then stops cleanly. */
@Command(
        name = "serve",
        description = "Run the server until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final StopSignal stop;

    ServeCommand(Map<String, String> environment, StopSignal stop) {
        this.environment = environment;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (App app = App.start(Settings.from(environment))) {
            stop.await();
        }
        return ExitCode.OK;
    }
}
