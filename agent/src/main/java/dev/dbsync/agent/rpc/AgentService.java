package dev.dbsync.agent.rpc;

import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.operations.ManagedDatabases;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Questions;
import dev.dbsync.agent.operations.SharedAnswers;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.planning.RefusedRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent's methods, over its operations. Thread-safe. */
public final class AgentService implements AgentApi {
    private static final int DEFAULT_WAIT_SECONDS = 300;
    private static final int DEFAULT_OPERATIONS = 20;
    private static final int DEFAULT_STEPS = 100;

    private final String agent;
    private final ManagedDatabases databases;
    private final Questions questions;
    private final Operations operations;
    private final SharedAnswers<List<String>, StatusAnswer> statuses;

    /**
     * Serves the methods.
     *
     * @param agent the agent's name
     */
    public AgentService(String agent, ManagedDatabases databases, Questions questions, Operations operations) {
        this.agent = agent;
        this.databases = databases;
        this.questions = questions;
        this.operations = operations;
        this.statuses = new SharedAnswers<>(operations::quiet, System::nanoTime);
    }

    @Override
    public StatusAnswer status(@Nullable List<String> names) {
        List<String> asked = names == null ? List.of() : List.copyOf(names);
        return refusing(() -> statuses.ask(asked, () -> statusNow(asked)));
    }

    /**
     * The status that many callers share at this moment, if they do.
     *
     * @param names of databases, as for {@link #status}; none for all
     */
    public Optional<StatusAnswer> statusAtHand(List<String> names) {
        return statuses.known(names);
    }

    private StatusAnswer statusNow(List<String> names) {
        List<DatabaseStatus> statuses = questions.status(databases.select(names));
        return new StatusAnswer(
                agent,
                statuses.stream().allMatch(DatabaseStatus::upToDate),
                statuses.stream().map(Answers::status).toList());
    }

    @Override
    public PlanAnswer plan(
            @Nullable List<String> names, @Nullable String revision, @Nullable Boolean sql, @Nullable String adopt) {
        List<DatabasePlan> plans = refusing(
                () -> questions.plan(new SyncRequest(databases.select(names), revision, adopt, Duration.ZERO)));
        boolean withSql = !Boolean.FALSE.equals(sql);
        return new PlanAnswer(
                plans.stream().anyMatch(DatabasePlan::changes),
                plans.stream().map(plan -> Answers.plan(plan, withSql)).toList());
    }

    @Override
    public VerifyAnswer verify(@Nullable List<String> names) {
        List<DatabaseVerification> verifications = refusing(() -> questions.verify(databases.select(names)));
        return new VerifyAnswer(
                verifications.stream().allMatch(DatabaseVerification::clean),
                verifications.stream().map(Answers::verification).toList());
    }

    @Override
    public Operation sync(
            @Nullable List<String> names,
            @Nullable String revision,
            @Nullable String adopt,
            @Nullable Integer wait,
            @Nullable Boolean async) {
        Duration patience = Duration.ofSeconds(Objects.requireNonNullElse(wait, DEFAULT_WAIT_SECONDS));
        return refusing(() -> {
            SyncRequest request = new SyncRequest(databases.select(names), revision, adopt, patience);
            return Answers.operation(Boolean.TRUE.equals(async) ? operations.submit(request) : operations.run(request));
        });
    }

    @Override
    public Operation operation(String id) {
        return refusing(() -> Answers.operation(operations.find(id)));
    }

    @Override
    public List<Operation> operations(@Nullable Integer limit) {
        return operations.newest(Objects.requireNonNullElse(limit, DEFAULT_OPERATIONS)).stream()
                .map(Answers::operation)
                .toList();
    }

    @Override
    public List<HistoryEntry> history(String database, @Nullable Integer limit) {
        refusing(() -> databases.select(List.of(database)));
        return operations.history(database, Objects.requireNonNullElse(limit, DEFAULT_STEPS)).stream()
                .map(Answers::historyEntry)
                .toList();
    }

    private static <T> T refusing(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RefusedRequestException refusal) {
            throw new RpcException(Objects.requireNonNull(Answers.problem(refusal.problem(), null)));
        }
    }
}
