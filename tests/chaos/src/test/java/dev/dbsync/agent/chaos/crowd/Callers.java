package dev.dbsync.agent.chaos.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers of {@code sync} who all start at once, in turn at each agent and with one of several requests. */
final class Callers implements AutoCloseable {
    private final ExecutorService executor;
    private final CountDownLatch start = new CountDownLatch(1);
    private final List<Call> calls = new ArrayList<>();

    /**
     * Callers at the start.
     *
     * @param requests callers with the same one may join at an agent; those with different ones cannot
     */
    Callers(int number, List<ServingAgent> agents, List<Map<String, ?>> requests) {
        executor = Executors.newFixedThreadPool(number);
        for (int caller = 0; caller < number; caller++) {
            ServingAgent agent = agents.get(caller % agents.size());
            Map<String, ?> request = requests.get(caller / agents.size() % requests.size());
            calls.add(new Call(agent, executor.submit(() -> {
                start.await();
                return agent.call("sync", request);
            })));
        }
    }

    void start() {
        start.countDown();
    }

    /** The answers of all; one that got none fails. */
    Answers answers() throws Exception {
        return answers(calls);
    }

    /** The answers of those who asked other agents than this. */
    Answers answersExcept(ServingAgent dead) throws Exception {
        return answers(calls.stream().filter(call -> call.agent != dead).toList());
    }

    /** How many callers of an agent were left without an answer. */
    long unanswered(ServingAgent dead) {
        return calls.stream().filter(call -> call.agent == dead && call.broke()).count();
    }

    private static Answers answers(List<Call> calls) throws Exception {
        List<JsonNode> operations = new ArrayList<>();
        for (Call call : calls) {
            operations.add(call.answer.get());
        }
        return new Answers(operations);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** One call, and what will be answered. */
    private record Call(ServingAgent agent, Future<JsonNode> answer) {
        boolean broke() {
            try {
                answer.get();
                return false;
            } catch (ExecutionException exception) {
                return exception.getCause() instanceof IOException;
            } catch (InterruptedException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }
}
