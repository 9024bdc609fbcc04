package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.VerifyAnswer;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.vocabulary.PlainText;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code dbsync-agent verify}. */
@Command(
        name = "verify",
        description = "Compares the live schemas with what the catalogues say for where the databases are. Writes"
                + " nothing.",
        footer = {"  dbsync-agent verify", "  dbsync-agent verify --database nova_main --json"},
        exitCodeList = {
            "0:all schemas are what they should be",
            "1:there is nothing to compare a schema with, a database cannot be reached, or another error",
            "2:otherwise: a schema differs"
        })
final class VerifyCommand extends QuestionCommand<VerifyAnswer> {

    @Override
    VerifyAnswer question(AgentApi agent) {
        return agent.verify(options().databases());
    }

    @Override
    void print(VerifyAnswer answer) {
        answer.databases().forEach(this::print);
        out().flush();
        answer.databases().stream()
                .flatMap(verification -> Optional.ofNullable(verification.error()).stream())
                .forEach(problem -> new ProblemText(problem).lines().forEach(err()::println));
    }

    @Override
    int exitStatus(VerifyAnswer answer) {
        if (answer.databases().stream().anyMatch(verification -> verification.error() != null)) {
            return ExitStatus.ERROR;
        }
        return answer.clean() ? ExitStatus.DONE : ExitStatus.ATTENTION;
    }

    private void print(DatabaseVerification verification) {
        out().println(PlainText.line(summary(verification)));
        for (Difference difference : verification.differences()) {
            out().println(PlainText.line("  " + difference.object() + " is " + PlanReport.lowerCase(difference.kind())
                    + expectation(difference)));
        }
    }

    private static String summary(DatabaseVerification verification) {
        if (verification.error() != null) {
            return verification.name() + ": not verified, see below";
        }
        if (verification.revision() == null) {
            return verification.name() + ": nothing to verify, is " + PlanReport.lowerCase(verification.state());
        }
        int count = verification.differences().size();
        String found = count == 0
                ? "as revision "
                : (count == 1 ? "1 difference" : count + " differences") + " from revision ";
        return verification.name() + ": " + found + verification.revision();
    }

    private static String expectation(Difference difference) {
        return (difference.expected() == null ? "" : ", expected " + difference.expected())
                + (difference.found() == null ? "" : ", found " + difference.found());
    }
}
