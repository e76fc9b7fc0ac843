package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.qunfang.http.Caller;
import org.qunfang.identity.Credentials.ResetOfficer;
import org.qunfang.problem.Problem;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qunfang reset-officer}: for the last administrator, whom no other can help. */
@Command(
        name = "reset-officer",
        description = {
            "Give an officer a new password and a new second factor, and end every sign-in of that officer.",
            "The password is asked for on the terminal, or is the first line of the input.",
            "The secret of the second factor is printed once: it goes into an authenticator app."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ResetOfficerCommand implements Callable<Integer> {
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "reset-officer", null, Set.of(), Set.of(), null);

    private final Map<String, String> environment;
    private final PasswordPrompt prompt;

    @Spec
    private CommandSpec spec;

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "What the officer signs in with.")
    private String email;

    ResetOfficerCommand(Map<String, String> environment, PasswordPrompt prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.from(environment);
        PrintWriter err = spec.commandLine().getErr();
        String password = prompt.ask();
        if (password == null) {
            err.println("No password was given, or the two differ.");
            return ExitCode.USAGE;
        }
        try (Workshop workshop = Workshop.open(settings)) {
            print(workshop.identity()
                    .credentials()
                    .resetByEmail(PROGRAM, email, password)
                    .await());
            return ExitCode.OK;
        } catch (Problem refused) {
            err.println(refused.detail().en());
            return ExitCode.SOFTWARE;
        }
    }

    private void print(ResetOfficer reset) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("officer      " + reset.id());
        out.println("TOTP secret  " + reset.totpSecret());
        out.println("as address   " + reset.totpUri());
        out.flush();
    }
}
