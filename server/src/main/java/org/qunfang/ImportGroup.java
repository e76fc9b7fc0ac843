package org.qunfang;

import picocli.CommandLine.Command;

/** {@code qunfang import}: its subcommands read files. */
@Command(
        name = "import",
        description = "Read areas or reports from a file.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class ImportGroup {}
