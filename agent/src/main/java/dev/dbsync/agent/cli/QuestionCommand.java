package dev.dbsync.agent.cli;

import dev.dbsync.agent.rpc.AgentApi;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A command that asks for one answer and shows it: of one agent, or of many that are asked at the same time. */
abstract class QuestionCommand<T> extends AgentCommand {

    /** Asks. */
    abstract T question(AgentApi agent);

    /** Shows the answer to a person. */
    abstract void print(T answer);

    abstract int exitStatus(T answer);

    @Override
    final int ask(AskedAgent agent) {
        T answer = question(agent.api());
        if (options().json) {
            out().println(Json.pretty(answer));
        } else {
            print(answer);
        }
        return exitStatus(answer);
    }

    @Override
    final int askNamed(List<RemoteAgent> named) throws InterruptedException {
        Consumer<AgentReply<T>> heard = options().json ? reply -> {} : heard(named);
        List<AgentReply<T>> replies = new AgentRound(agents().timeout()).ask(named, this::question, heard);
        if (options().json) {
            out().println(Json.pretty(json(replies)));
        } else {
            printAll(replies);
        }
        out().flush();
        return replies.stream()
                .mapToInt(reply -> reply.answer() == null ? ExitStatus.ERROR : exitStatus(reply.answer()))
                .reduce(ExitStatus.DONE, ExitStatus::worse);
    }

    /** Of one agent, just what it answered, as the method does; of several, each beside its address. */
    private Object json(List<AgentReply<T>> replies) {
        if (replies.size() > 1) {
            return replies;
        }
        AgentReply<T> only = replies.get(0);
        return only.answer() == null
                ? Map.of(
                        "error", Objects.requireNonNullElse(only.error(), ""),
                        "type", Objects.requireNonNullElse(only.type(), ""))
                : only.answer();
    }

    /** What to do with each reply as it comes, before all are there and {@link #printAll} shows them. */
    Consumer<AgentReply<T>> heard(List<RemoteAgent> named) {
        return reply -> {};
    }

    /** Shows the answers of named agents to a person. */
    void printAll(List<AgentReply<T>> replies) {
        for (AgentReply<T> reply : replies) {
            if (replies.size() > 1) {
                out().println("== " + reply.agent());
            }
            if (reply.answer() != null) {
                print(reply.answer());
            } else if (replies.size() > 1) {
                // Below its heading, not somewhere else.
                out().println("error: " + reply.error());
            } else {
                err().println("dbsync-agent: " + reply.error());
            }
        }
    }
}
