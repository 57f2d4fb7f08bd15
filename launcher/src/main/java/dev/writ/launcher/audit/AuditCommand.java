package dev.writ.launcher.audit;

import dev.writ.launcher.console.Console;
import dev.writ.launcher.history.ReproduceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What auditors do with the log. */
@Command(
        name = "audit",
        description = "Answers from the audit log, and proves the answers.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class AuditCommand {

    private AuditCommand() {}

    /** The command with its subcommands. */
    public static CommandLine with(Console console) {
        CommandLine audit = new CommandLine(new AuditCommand());
        audit.addSubcommand(new ExportCommand(console));
        audit.addSubcommand(new VerifyCommand(console));
        audit.addSubcommand(new ProveCommand(console));
        audit.addSubcommand(new VerifyProofCommand(console));
        audit.addSubcommand(new KeygenCommand(console));
        audit.addSubcommand(new ReproduceCommand(console));
        audit.addSubcommand(new TextCommand(console));
        audit.addSubcommand(new EraseCommand(console));
        audit.addSubcommand(new PersonalKeyCommand(console));
        return audit;
    }
}
