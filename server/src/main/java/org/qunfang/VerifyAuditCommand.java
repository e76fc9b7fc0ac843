package org.qunfang;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.qunfang.audit.Break;
import org.qunfang.audit.Verification;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qunfang verify-audit}: recomputes the audit log's chain; ends with 1 when the log is not what was sealed. */
@Command(
        name = "verify-audit",
        description = "Prove that nobody changed the audit log.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class VerifyAuditCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--head",
            paramLabel = "POSITION:HASH",
            description = "A head that an earlier run told: also prove that the log was not cut off since.")
    private String head;

    VerifyAuditCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Verification verification;
        try (Workshop workshop = Workshop.open(Settings.from(environment));
                ProgressBar bar = new ProgressBarBuilder()
                        .setTaskName("entries")
                        .setInitialMax(-1)
                        .build()) {
            verification = workshop.audit().verify(head, bar::stepTo).await();
        } catch (IllegalArgumentException noHead) {
            spec.commandLine().getErr().println("--head: " + noHead.getMessage());
            return ExitCode.USAGE;
        }
        print(spec.commandLine().getOut(), verification);
        return verification.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(PrintWriter out, Verification verification) {
        if (verification.ok()) {
            out.println("The audit log is what was sealed.");
        } else {
            Break found = verification.firstBreak().get();
            out.println("The audit log was changed: at position " + found.position() + " an entry was "
                    + found.reason().name().toLowerCase(Locale.ROOT)
                    + (found.entryId() == null ? "." : " (" + found.entryId() + ")."));
        }
        out.printf(Locale.ROOT, "entries  %,d%n", verification.entries());
        out.printf(Locale.ROOT, "good     %,d%n", verification.sealedEntries());
        out.printf(Locale.ROOT, "waiting  %,d%n", verification.waiting());
        out.println("head     " + verification.headToNote());
        out.flush();
    }
}
