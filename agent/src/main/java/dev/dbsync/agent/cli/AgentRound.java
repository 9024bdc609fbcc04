package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.RpcException;
import dev.dbsync.agent.vocabulary.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Asks many agents at the same time. Each has the whole limit, and none more: also a name server that does not answer, of
 * which a connection knows nothing, holds up nobody.
 */
final class AgentRound {
    /** Beyond the limit that connections keep by themselves, for their own words on it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Duration limit;

    AgentRound(Duration limit) {
        this.limit = limit.plus(GRACE);
    }

    /** The replies in the order of the agents. */
    <T> List<AgentReply<T>> ask(List<RemoteAgent> agents, Function<AgentApi, T> question) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "asks");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            List<Future<AgentReply<T>>> asked = agents.stream()
                    .map(agent -> threads.submit(() -> reply(agent, question)))
                    .toList();
            List<AgentReply<T>> replies = new ArrayList<>();
            for (int i = 0; i < asked.size(); i++) {
                replies.add(await(asked.get(i), agents.get(i).name(), deadline));
            }
            return replies;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> AgentReply<T> reply(RemoteAgent agent, Function<AgentApi, T> question) {
        try {
            return new AgentReply<>(agent.name(), question.apply(agent), null, null);
        } catch (CommandFailedException failed) {
            return failed(agent.name(), String.join("; ", failed.lines()), AgentReply.UNANSWERED);
        } catch (RpcException refused) {
            return failed(
                    agent.name(),
                    String.join("; ", new ProblemText(refused.problem()).lines()),
                    refused.problem().data().type());
        }
    }

    private static <T> AgentReply<T> await(Future<AgentReply<T>> asked, String agent, long deadline)
            throws InterruptedException {
        try {
            return asked.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return failed(
                    agent,
                    "the agent at " + agent + " does not answer in time; see whether its name can be"
                            + " resolved, or raise --timeout",
                    AgentReply.UNANSWERED);
        } catch (ExecutionException unexpected) {
            LoggerFactory.getLogger(AgentRound.class).error("Asking {} failed unexpectedly", agent, unexpected);
            return failed(
                    agent,
                    "the agent at " + agent + " could not be asked, which is a mistake in this program;" + " report it",
                    AgentReply.UNANSWERED);
        }
    }

    private static <T> AgentReply<T> failed(String agent, String error, String type) {
        return new AgentReply<>(agent, null, PlainText.line(error), type);
    }
}
