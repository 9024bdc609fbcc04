package dev.dbsync.agent.rpc;

import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.operations.DatabasePlan;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.operations.HistoryEntry;
import dev.dbsync.agent.operations.ManagedDatabases;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.PlanDigest;
import dev.dbsync.agent.operations.Questions;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent's methods, over its operations. Thread-safe. */
public final class AgentService implements AgentApi {
    private static final int DEFAULT_WAIT_SECONDS = 300;
    private static final int DEFAULT_OPERATIONS = 20;
    private static final int DEFAULT_STEPS = 100;

    private static final int LONGEST_REQUEST_ID = 128;

    private final StatusAnswer.Agent agent;
    private final Supplier<ManagedDatabases> databases;
    private final Questions questions;
    private final Operations operations;

    /**
     * Serves the methods.
     *
     * @param agent the agent that it is
     * @param databases those that the agent looks after when it is asked
     */
    public AgentService(
            StatusAnswer.Agent agent,
            Supplier<ManagedDatabases> databases,
            Questions questions,
            Operations operations) {
        this.agent = agent;
        this.databases = databases;
        this.questions = questions;
        this.operations = operations;
    }

    @Override
    public StatusAnswer status(@Nullable List<String> names) {
        List<DatabaseStatus> statuses =
                refusing(() -> questions.status(databases.get().select(names)));
        return new StatusAnswer(agent, statuses.stream().allMatch(DatabaseStatus::upToDate), statuses);
    }

    @Override
    public PlanAnswer plan(
            @Nullable List<String> names,
            @Nullable String revision,
            @Nullable Boolean sql,
            @Nullable String adopt,
            @Nullable List<Effect> hold,
            @Nullable Boolean readiness) {
        List<DatabasePlan> plans = refusing(() -> questions.plan(
                new SyncRequest(
                        databases.get().select(names), revision, adopt, Duration.ZERO, effects(hold), null, null),
                Boolean.TRUE.equals(readiness)));
        return new PlanAnswer(
                plans.stream().anyMatch(DatabasePlan::changes),
                PlanDigest.of(plans),
                Boolean.FALSE.equals(sql)
                        ? plans.stream().map(DatabasePlan::withoutSql).toList()
                        : plans);
    }

    @Override
    public VerifyAnswer verify(@Nullable List<String> names) {
        List<DatabaseVerification> verifications =
                refusing(() -> questions.verify(databases.get().select(names)));
        return new VerifyAnswer(verifications.stream().allMatch(DatabaseVerification::clean), verifications);
    }

    @Override
    public Operation sync(
            @Nullable List<String> names,
            @Nullable String revision,
            @Nullable String adopt,
            @Nullable Integer wait,
            @Nullable Boolean async,
            @Nullable List<Effect> hold,
            @Nullable String plan,
            @Nullable String requestId) {
        refuseUnusable(requestId);
        Duration patience = Duration.ofSeconds(Objects.requireNonNullElse(wait, DEFAULT_WAIT_SECONDS));
        return refusing(() -> {
            SyncRequest request = new SyncRequest(
                    databases.get().select(names), revision, adopt, patience, effects(hold), plan, requestId);
            questions.refuseChanged(request);
            return Boolean.TRUE.equals(async) ? operations.submit(request) : operations.run(request);
        });
    }

    private static Set<Effect> effects(@Nullable List<Effect> hold) {
        return hold == null ? Set.of() : Set.copyOf(hold);
    }

    private static void refuseUnusable(@Nullable String requestId) {
        if (requestId != null && (requestId.isEmpty() || requestId.length() > LONGEST_REQUEST_ID)) {
            throw new RpcException(
                    ProblemType.INVALID_PARAMS,
                    "requestId must have 1 to " + LONGEST_REQUEST_ID + " characters, but has " + requestId.length()
                            + ".",
                    ErrorData.of(ProblemType.INVALID_PARAMS).withRemedy("Send a UUID."));
        }
    }

    @Override
    public Operation operation(String id, @Nullable Long after, @Nullable Integer wait) {
        long seconds = after == null || wait == null ? 0 : wait;
        return refusing(() -> operations.find(id, after == null ? 0 : after, Duration.ofSeconds(seconds)));
    }

    @Override
    public Operation cancel(String id) {
        return refusing(() -> operations.cancel(id));
    }

    @Override
    public List<Operation> operations(
            @Nullable Integer limit,
            @Nullable String database,
            @Nullable OperationState state,
            @Nullable String after) {
        int most = Objects.requireNonNullElse(limit, DEFAULT_OPERATIONS);
        return database == null && state == null && after == null
                ? operations.newest(most)
                : refusing(() -> operations.newest(most, operation -> operation.is(database, state), after));
    }

    @Override
    public List<HistoryEntry> history(String database, @Nullable Integer limit) {
        refusing(() -> databases.get().select(List.of(database)));
        return operations.history(database, Objects.requireNonNullElse(limit, DEFAULT_STEPS));
    }

    private static <T> T refusing(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RefusedRequestException refusal) {
            throw new RpcException(refusal.problem());
        }
    }
}
