package org.qunfang;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.qunfang.db.DatabaseUnavailable;
import org.qunfang.http.PortUnavailable;
import org.qunfang.settings.InvalidSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;

/**
 * The program's front door: one subcommand for each thing it does.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 asked wrongly (arguments or environment variables).
 */
@Command(
        name = "qunfang",
        description = "Residents report hazards, departments act on them, everybody in danger is warned.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.listening();
        int exitCode = commandLine(System.getenv(), stop).execute(arguments);
        stop.finished();
        System.exit(exitCode);
    }

    /** Every subcommand reads its settings from the given environment. */
    static CommandLine commandLine(Map<String, String> environment, StopSignal stop) {
        return new CommandLine(new Main())
                .addSubcommand(new ServeCommand(environment, stop))
                .addSubcommand(new MigrateCommand(environment))
                .addSubcommand(new CreateOfficerCommand(environment, PasswordPrompt.ofThisTerminal()))
                .addSubcommand(new ResetOfficerCommand(environment, PasswordPrompt.ofThisTerminal()))
                .addSubcommand(new VerifyAuditCommand(environment))
                .addSubcommand(new VerifyLedgerCommand(environment))
                .addSubcommand(new TrainCommand(environment))
                .addSubcommand(new ModelsCommand(environment))
                .addSubcommand(
                        "import",
                        new CommandLine(new ImportGroup())
                                .addSubcommand(new ImportAreasCommand(environment, stop))
                                .addSubcommand(new ImportReportsCommand(environment, stop)))
                .setExecutionExceptionHandler(tellInOneLine(stop));
    }

    /** What the operator can mend is told in plain words; what only we can mend is logged in full. */
    private static IExecutionExceptionHandler tellInOneLine(StopSignal stop) {
        return (failure, commandLine, parsed) -> {
            if (failure instanceof InvalidSettings) {
                commandLine.getErr().println(failure.getMessage());
                return ExitCode.USAGE;
            }
            if (failure instanceof DatabaseUnavailable || failure instanceof PortUnavailable) {
                commandLine.getErr().println(failure.getMessage());
                return ExitCode.SOFTWARE;
            }
            if (failure instanceof NoSuchFileException missing) {
                commandLine.getErr().println("There is no file " + missing.getFile());
                return ExitCode.USAGE;
            }
            if (failure instanceof IOException) {
                commandLine.getErr().println(failure.getMessage());
                return ExitCode.SOFTWARE;
            }
            if (stop.isRequested()) {
                LOG.info("{} was stopped before it was ready: {}", commandLine.getCommandName(), failure.toString());
                return ExitCode.SOFTWARE;
            }
            LOG.error("{} failed", commandLine.getCommandName(), failure);
            return ExitCode.SOFTWARE;
        };
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"qunfang " + (version == null ? "(not packaged)" : version)};
        }
    }
}
