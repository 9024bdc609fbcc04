package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.PlanAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbsync-agent plan}. */
@Command(
        name = "plan",
        description = "Says what a sync with the same options would do. Writes nothing.",
        footer = {
            "  dbsync-agent plan",
            "  dbsync-agent plan --database nova_api --revision +1 --sql",
        },
        exitCodeList = {
            "0:there is nothing to do",
            "1:a sync would be refused, a database cannot be reached, or another error",
            "2:otherwise: a sync would change something"
        })
final class PlanCommand extends QuestionCommand<PlanAnswer> {
    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--sql",
            negatable = true,
            description = "Print the SQL statements as a script. With --no-sql they are not even asked for, which is"
                    + " quicker and makes a shorter --json. Default: only their number.")
    @Nullable
    private Boolean sql;

    @Option(
            names = "--readiness",
            description = "Look for what there is to do around an upgrade as well, such as services that are too old,"
                    + " or rows that an online data migration has left. It reads whole tables.")
    private boolean readiness;

    @Override
    PlanAnswer question(AgentApi agent) {
        return agent.plan(
                options().databases(), target.revision, sql, target.adopt, target.hold, readiness ? true : null);
    }

    @Override
    int exitStatus(PlanAnswer answer) {
        return PlanReport.exitStatus(answer);
    }

    @Override
    void print(PlanAnswer answer) {
        if (Boolean.TRUE.equals(sql)) {
            new SqlScript(answer).print(out());
        } else {
            new PlanReport(answer, sql == null).print(out());
        }
        out().flush();
        answer.databases().stream()
                .flatMap(plan -> Optional.ofNullable(plan.error()).stream())
                .forEach(problem -> new ProblemText(problem).lines().forEach(err()::println));
    }
}
