package dev.dbsync.agent.cli;

import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees of errors: never a stack trace. */
final class CommandErrors {
    private CommandErrors() {}

    static int usage(ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("dbsync-agent: " + exception.getMessage());
        UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitStatus.ERROR;
    }

    static int failed(Exception exception, CommandLine command) {
        PrintWriter err = command.getErr();
        if (exception instanceof CommandFailedException failed) {
            failed.lines().forEach(line -> err.println("dbsync-agent: " + line));
        } else {
            LoggerFactory.getLogger(CommandErrors.class).error("The command failed unexpectedly", exception);
            err.println("dbsync-agent: failed unexpectedly, which is a mistake in the program; run it again with"
                    + " DBSYNC_JAVA_OPTS=-Ddbsync.log.level=INFO, and report what it says");
        }
        return ExitStatus.ERROR;
    }
}
