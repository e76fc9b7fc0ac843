package org.qunfang;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qunfang migrate}: brings the database up to date without serving anybody. */
@Command(
        name = "migrate",
        description = "Bring the database up to date and end. serve does the same by itself.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class MigrateCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    MigrateCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        int applied = migrate(Settings.from(environment));
        PrintWriter out = spec.commandLine().getOut();
        out.println(applied == 0 ? "The database is up to date." : "Migrations applied: " + applied);
        return ExitCode.OK;
    }

    private static int migrate(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            return Migrations.apply(settings.databaseUrl().get());
        }
        try (EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.data())) {
            return Migrations.apply(embedded.url());
        }
    }
}
