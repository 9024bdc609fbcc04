package dev.dbsync.agent.rpc;

import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Does what the specification's examples expect, and counts notifications. */
final class SpecificationService implements SpecificationApi {
    final AtomicInteger notified = new AtomicInteger();

    @Override
    public int subtract(int minuend, int subtrahend) {
        return minuend - subtrahend;
    }

    @Override
    public int sum(int a, @Nullable Integer b, @Nullable Integer c) {
        return a + (b == null ? 0 : b) + (c == null ? 0 : c);
    }

    @Override
    public void update(int a, int b, int c, int d, int e) {
        notified.incrementAndGet();
    }

    @Override
    public void notifyHello(int number) {
        notified.incrementAndGet();
    }

    @Override
    public void notifySum(int a, int b, int c) {
        notified.incrementAndGet();
    }

    @Override
    public List<Object> getData() {
        return List.of("hello", 5);
    }

    @Override
    public String options(
            @Nullable List<String> names, @Nullable Integer wait, @Nullable Boolean async, @Nullable String text) {
        return names + " " + wait + " " + async + " " + text;
    }

    @Override
    public String fail() {
        throw new IllegalStateException("secret", new RuntimeException("jdbc:postgresql://u:password@db/nova"));
    }

    @Override
    public String refuse() {
        ErrorData data = ErrorData.of(ProblemType.UNKNOWN_REVISION).withDatabase("nova_api");
        throw new RpcException(ProblemType.UNKNOWN_REVISION, "There is no revision \"abcd\".", data);
    }
}
