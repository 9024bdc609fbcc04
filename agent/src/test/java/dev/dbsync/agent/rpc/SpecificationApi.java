package dev.dbsync.agent.rpc;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import dev.dbsync.agent.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of the examples in the JSON-RPC 2.0 specification, and one that misbehaves. */
public interface SpecificationApi {
    @JsonRpcMethod(value = "subtract", required = true)
    @RequiresRole(Role.READER)
    int subtract(@JsonRpcParam("minuend") int minuend, @JsonRpcParam("subtrahend") int subtrahend);

    @JsonRpcMethod(value = "sum", required = true)
    @RequiresRole(Role.READER)
    int sum(@JsonRpcParam("a") int a, @JsonRpcParam("b") @Nullable Integer b, @JsonRpcParam("c") @Nullable Integer c);

    @JsonRpcMethod(value = "update", required = true)
    @RequiresRole(Role.READER)
    void update(
            @JsonRpcParam("a") int a,
            @JsonRpcParam("b") int b,
            @JsonRpcParam("c") int c,
            @JsonRpcParam("d") int d,
            @JsonRpcParam("e") int e);

    @JsonRpcMethod(value = "notify_hello", required = true)
    @RequiresRole(Role.READER)
    void notifyHello(@JsonRpcParam("number") int number);

    @JsonRpcMethod(value = "notify_sum", required = true)
    @RequiresRole(Role.READER)
    void notifySum(@JsonRpcParam("a") int a, @JsonRpcParam("b") int b, @JsonRpcParam("c") int c);

    @JsonRpcMethod(value = "get_data", required = true)
    @RequiresRole(Role.READER)
    List<Object> getData();

    @JsonRpcMethod(value = "options", required = true)
    @RequiresRole(Role.READER)
    String options(
            @JsonRpcParam("names") @Nullable List<String> names,
            @JsonRpcParam("wait") @AtLeast(0) @Nullable Integer wait,
            @JsonRpcParam("async") @Nullable Boolean async,
            @JsonRpcParam("text") @Nullable String text);

    @JsonRpcMethod(value = "fail", required = true)
    @RequiresRole(Role.READER)
    String fail();

    @JsonRpcMethod(value = "refuse", required = true)
    @RequiresRole(Role.READER)
    String refuse();
}
