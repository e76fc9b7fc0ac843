package org.qunfang;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.delivery.LedgerProof;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qunfang verify-ledger}: recipients minus ledger is zero for each message, or it ends with 1. */
@Command(
        name = "verify-ledger",
        description = "Prove that everybody who was due for a warning stands in the delivery ledger.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class VerifyLedgerCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    VerifyLedgerCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        LedgerProof proof;
        try (Workshop workshop = Workshop.open(Settings.from(environment))) {
            proof = workshop.ledgerProof();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                proof.unproven() == 0
                        ? "Everybody who was due stands in the ledger."
                        : "The ledger does not match who was due; the first such message is " + proof.first() + ".");
        out.printf(Locale.ROOT, "messages    %,d%n", proof.messages());
        out.printf(Locale.ROOT, "recipients  %,d%n", proof.recipients());
        out.printf(Locale.ROOT, "unproven    %,d%n", proof.unproven());
        out.flush();
        return proof.unproven() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
