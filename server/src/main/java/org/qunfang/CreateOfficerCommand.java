package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.qunfang.http.Caller;
import org.qunfang.identity.OfficerService.CreatedOfficer;
import org.qunfang.identity.OfficerService.NewOfficer;
import org.qunfang.identity.Role;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Department;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code qunfang create-officer}: the first administrator, and whoever must be let in when nobody can sign in. */
@Command(
        name = "create-officer",
        description = {
            "Create an officer. The password is asked for on the terminal, or is the first line of the input.",
            "The secret of the second factor is printed once: it goes into an authenticator app."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class CreateOfficerCommand implements Callable<Integer> {
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "create-officer", null, Set.of(), Set.of(), null);

    private final Map<String, String> environment;
    private final PasswordPrompt prompt;

    @Spec
    private CommandSpec spec;

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "What the officer signs in with.")
    private String email;

    @Option(names = "--name", required = true, description = "The officer's name.")
    private String name;

    @Option(
            names = "--role",
            required = true,
            converter = RoleConverter.class,
            description = "officer, duty_officer, department_lead, warning_author, warning_approver, auditor or"
                    + " administrator; may be given several times.")
    private List<Role> roles;

    @Option(names = "--department", paramLabel = "CODE", description = "The officer's department.")
    private String department;

    @Option(names = "--language", defaultValue = Localized.ZH_CN, description = "zh-CN (default) or en.")
    private String language;

    CreateOfficerCommand(Map<String, String> environment, PasswordPrompt prompt) {
        this.environment = environment;
        this.prompt = prompt;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.from(environment);
        String password = prompt.ask();
        if (password == null) {
            return refuse("No password was given, or the two differ.");
        }
        if (!Set.of(Localized.ZH_CN, Localized.EN).contains(language)) {
            return refuse("--language is zh-CN or en.");
        }
        try (Workshop workshop = Workshop.open(settings)) {
            NewOfficer asked = new NewOfficer(email, name, password, null, language, departmentId(workshop), roles);
            print(workshop.identity().officers().create(PROGRAM, asked).await());
            return ExitCode.OK;
        } catch (Problem refused) {
            spec.commandLine().getErr().println(refused.detail().en());
            return ExitCode.SOFTWARE;
        }
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println(reason);
        return ExitCode.USAGE;
    }

    private UUID departmentId(Workshop workshop) {
        if (department == null) {
            return null;
        }
        return workshop.registry().matrix().departments().stream()
                .filter(each -> each.code().equals(department))
                .map(Department::id)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        "没有部门 " + department + "。",
                        "There is no department " + department + "."));
    }

    private void print(CreatedOfficer created) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("officer      " + created.id());
        out.println("TOTP secret  " + created.totpSecret());
        out.println("as address   " + created.totpUri());
        out.flush();
    }

    static final class RoleConverter implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            try {
                return Role.of(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("there is no role " + text);
            }
        }
    }
}
