package org.qunfang;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.from(environment);
        App app = App.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            app.close();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
        return ExitCode.OK;
    }
}
