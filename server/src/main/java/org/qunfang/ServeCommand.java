package org.qunfang;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qunfang serve}: runs until it is told to stop (SIGTERM or Ctrl-C), then stops cleanly. */
@Command(
        name = "serve",
        description = "Run the server until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final StopSignal stop;

    @Spec
    private CommandSpec spec;

    ServeCommand(Map<String, String> environment, StopSignal stop) {
        this.environment = environment;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.from(environment);
        try (App app = App.start(settings)) {
            greet(settings, app);
            stop.await();
        }
        return ExitCode.OK;
    }

    private void greet(Settings settings, App app) {
        PrintWriter out = spec.commandLine().getOut();
        String address = settings.port() == 0
                ? "http://localhost:" + app.port()
                : settings.publicUrl().toString();
        out.printf("Qunfang is open. Stop it with Ctrl-C.%n");
        out.printf("  residents      %s/%n", address);
        out.printf("  organisations  %s/org/%n", address);
        out.printf("  officials      %s/office/%n", address);
        if (settings.sample()) {
            out.printf("Sample city: accounts (e-mail, password, totpSecret) are in%n");
            out.printf("  %s%n", settings.data().resolve("sample-accounts.json"));
        }
        out.flush();
    }
}
