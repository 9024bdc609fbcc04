package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.RpcException;
import dev.dbsync.agent.vocabulary.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Asks many agents, a hundred at the same time. Each has the whole limit, and none more: also a name server that does not answer, of
 * which a connection knows nothing, holds up nobody.
 */
final class AgentRound {
    /** Beyond the limit that connections keep by themselves, for their own words on it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** A fleet is asked by turns, so that its size costs neither memory nor the agents' patience. */
    private static final int AT_ONCE = 100;

    private final Duration limit;

    AgentRound(Duration limit) {
        this.limit = limit.plus(GRACE);
    }

    /** What an agent of this place replied. */
    private record Arrival<T>(int place, AgentReply<T> reply) {}

    /**
     * The replies in the order of the agents.
     *
     * @param heard hears of each reply as it comes, on the calling thread
     */
    <T> List<AgentReply<T>> ask(List<RemoteAgent> agents, Function<AgentApi, T> question, Consumer<AgentReply<T>> heard)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "asks");
            thread.setDaemon(true);
            return thread;
        });
        try {
            int turns = (agents.size() + AT_ONCE - 1) / AT_ONCE;
            long deadline = System.nanoTime() + turns * limit.toNanos();
            BlockingQueue<Arrival<T>> arrivals = new LinkedBlockingQueue<>();
            for (int place = 0; place < agents.size(); place++) {
                int asked = place;
                threads.execute(() -> arrivals.add(new Arrival<>(asked, foreseen(agents.get(asked), question))));
            }
            SortedMap<Integer, AgentReply<T>> replies = new TreeMap<>();
            while (replies.size() < agents.size()) {
                Arrival<T> next = arrivals.poll(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                replies.put(next.place(), next.reply());
                heard.accept(next.reply());
            }
            for (int place = 0; place < agents.size(); place++) {
                if (!replies.containsKey(place)) {
                    AgentReply<T> late = late(agents.get(place).name());
                    replies.put(place, late);
                    heard.accept(late);
                }
            }
            return List.copyOf(replies.values());
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> AgentReply<T> foreseen(RemoteAgent agent, Function<AgentApi, T> question) {
        try {
            return reply(agent, question);
        } catch (RuntimeException | Error unexpected) {
            LoggerFactory.getLogger(AgentRound.class).error("Asking {} failed unexpectedly", agent.name(), unexpected);
            return failed(
                    agent.name(),
                    "the agent at " + agent.name() + " could not be asked, which is a mistake in this program;"
                            + " report it",
                    AgentReply.UNANSWERED);
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

    private static <T> AgentReply<T> late(String agent) {
        return failed(
                agent,
                "the agent at " + agent + " does not answer in time; see whether its name can be resolved, or raise"
                        + " --timeout",
                AgentReply.UNANSWERED);
    }

    private static <T> AgentReply<T> failed(String agent, String error, String type) {
        return new AgentReply<>(agent, null, PlainText.line(error), type);
    }
}
