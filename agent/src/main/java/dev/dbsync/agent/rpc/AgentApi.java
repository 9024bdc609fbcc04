package dev.dbsync.agent.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.operations.HistoryEntry;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's methods. A method added here, with its annotations, is callable, checked and described at once; a
 * parameter is optional where its type is {@code @Nullable}, and null means that the client did not give it.
 *
 * <p>Implementations are called from many threads at once. They throw {@link RpcException} for what is wrong with the
 * request itself; anything else that they throw reaches the client only as an incident's id.
 */
public interface AgentApi {

    @JsonRpcMethod(value = "status", required = true)
    @RequiresRole(Role.READER)
    @Refuses(ProblemType.UNKNOWN_DATABASE)
    @Description("Says where databases stand. Writes nothing.")
    StatusAnswer status(
            @JsonRpcParam("databases") @Description("The databases to look at; all when absent.") @Nullable
                    List<String> databases);

    @JsonRpcMethod(value = "plan", required = true)
    @RequiresRole(Role.READER)
    @Refuses({ProblemType.LEGACY_VERSION_REQUESTED, ProblemType.UNKNOWN_REVISION, ProblemType.UNKNOWN_DATABASE})
    @Description("Says what a sync with the same parameters would do. Writes nothing.")
    PlanAnswer plan(
            @JsonRpcParam("databases") @Description("The databases to look at; all when absent.") @Nullable
                    List<String> databases,
            @JsonRpcParam("revision")
                    @DefaultsTo("\"head\"")
                    @Description("The target: head, a revision, the first four or more characters of one, or +N.")
                    @Nullable
                    String revision,
            @JsonRpcParam("sql") @DefaultsTo("true") @Description("Whether steps carry their SQL statements.") @Nullable
                    Boolean sql,
            @JsonRpcParam("adopt")
                    @Description("The revision to stamp on a database that has tables but no version control.")
                    @Nullable
                    String adopt,
            @JsonRpcParam("hold")
                    @Description("Effects of steps: it stops before the first step that has one of them.")
                    @Nullable
                    List<Effect> hold,
            @JsonRpcParam("readiness")
                    @DefaultsTo("false")
                    @Description("Whether to look for what there is to do around an upgrade: it reads whole tables.")
                    @Nullable
                    Boolean readiness);

    @JsonRpcMethod(value = "sync", required = true)
    @RequiresRole(Role.OPERATOR)
    @Refuses({
        ProblemType.LEGACY_VERSION_REQUESTED,
        ProblemType.UNKNOWN_REVISION,
        ProblemType.UNKNOWN_DATABASE,
        ProblemType.PLAN_CHANGED
    })
    @Description("Brings databases to a revision, never downwards. A sync of the same databases that is already at"
            + " work on this agent is joined. A client that goes away stops nothing.")
    Operation sync(
            @JsonRpcParam("databases") @Description("The databases to bring there; all when absent.") @Nullable
                    List<String> databases,
            @JsonRpcParam("revision")
                    @DefaultsTo("\"head\"")
                    @Description("The target: head, a revision, the first four or more characters of one, or +N.")
                    @Nullable
                    String revision,
            @JsonRpcParam("adopt")
                    @Description("The revision to stamp on a database that has tables but no version control,"
                            + " once its schema was found equal to it.")
                    @Nullable
                    String adopt,
            @JsonRpcParam("wait")
                    @DefaultsTo("300")
                    @AtLeast(0)
                    @Description("How many seconds to wait for another's lock.")
                    @Nullable
                    Integer wait,
            @JsonRpcParam("async")
                    @DefaultsTo("false")
                    @Description("Whether to answer at once instead of when the operation ends.")
                    @Nullable
                    Boolean async,
            @JsonRpcParam("hold")
                    @Description("Effects of steps: it stops before the first step that has one of them.")
                    @Nullable
                    List<Effect> hold,
            @JsonRpcParam("plan") @Description("A digest that plan gave: what is in it is done, or nothing.") @Nullable
                    String plan,
            @JsonRpcParam("requestId")
                    @Description(
                            "The caller's own id for the request, of 1 to 128 characters. Whoever asks again with it"
                                    + " gets the same operation, also after its end.")
                    @Nullable
                    String requestId);

    @JsonRpcMethod(value = "cancel", required = true)
    @RequiresRole(Role.OPERATOR)
    @Refuses(ProblemType.UNKNOWN_OPERATION)
    @Description(
            "Calls an operation off: it ends between two steps, or while it waits. What is done stays done, and the"
                    + " next sync goes on.")
    Operation cancel(@JsonRpcParam("id") @Description("The operation's id.") String id);

    @JsonRpcMethod(value = "verify", required = true)
    @RequiresRole(Role.READER)
    @Refuses(ProblemType.UNKNOWN_DATABASE)
    @Description("Compares the live schemas with what the catalogues say for where the databases are. Writes nothing.")
    VerifyAnswer verify(
            @JsonRpcParam("databases") @Description("The databases to look at; all when absent.") @Nullable
                    List<String> databases);

    @JsonRpcMethod(value = "operation", required = true)
    @RequiresRole(Role.READER)
    @Refuses(ProblemType.UNKNOWN_OPERATION)
    @Description("Says how far an operation is: at once, or when there is something new.")
    Operation operation(
            @JsonRpcParam("id") @Description("The operation's id.") String id,
            @JsonRpcParam("after") @AtLeast(0) @Description("The version that the caller knows.") @Nullable Long after,
            @JsonRpcParam("wait")
                    @DefaultsTo("0")
                    @AtLeast(0)
                    @AtMost(60)
                    @Description("How many seconds to wait for a version after that one, or for the end.")
                    @Nullable
                    Integer wait);

    @JsonRpcMethod(value = "operations", required = true)
    @RequiresRole(Role.READER)
    @Refuses(ProblemType.UNKNOWN_OPERATION)
    @Description("Says what this agent did and does, newest first, from before its last start too. Writes nothing.")
    List<Operation> operations(
            @JsonRpcParam("limit")
                    @DefaultsTo("20")
                    @AtLeast(1)
                    @AtMost(1000)
                    @Description("How many operations at most.")
                    @Nullable
                    Integer limit,
            @JsonRpcParam("database") @Description("Only those that were about this database.") @Nullable
                    String database,
            @JsonRpcParam("state") @Description("Only those in this state.") @Nullable OperationState state,
            @JsonRpcParam("after")
                    @Description("Only those that come after the one of this id, the last of the page before.")
                    @Nullable
                    String after);

    @JsonRpcMethod(value = "history", required = true)
    @RequiresRole(Role.READER)
    @Refuses(ProblemType.UNKNOWN_DATABASE)
    @Description("Says which steps this agent applied to a database, newest first. Writes nothing.")
    List<HistoryEntry> history(
            @JsonRpcParam("database") @Description("The database.") String database,
            @JsonRpcParam("limit")
                    @DefaultsTo("100")
                    @AtLeast(1)
                    @AtMost(1000)
                    @Description("How many steps at most.")
                    @Nullable
                    Integer limit);
}
