package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.vocabulary.Description;
import dev.dbsync.agent.vocabulary.PlainText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operation cannot go on for, at the moment. */
@Description("What an operation waits for.")
public record Waiting(
        @Description(name = "for", value = "What kind of thing it is.") Kind kind,
        @Description("The database that it waits in.") String database,
        @Description("The tables that others use, by name; null where it waits for a lock.") @Nullable String object,
        @Description("Since when it waits.") Instant since,
        @Description("Who is in the way, as far as the server tells.") List<TableUser> by) {
    public Waiting {
        by = List.copyOf(by);
    }

    /** What can be waited for. */
    @Description(name = "WaitKind", value = "What is waited for.")
    public enum Kind {
        /** Another sync of the same database. */
        LOCK,
        /** Tables that others use. */
        TABLE
    }

    /** In words, for people: {@code nova_api waits for table instances, used by session 42 (nova from ctl-2)}. */
    public String describe() {
        return database + " waits for "
                + (kind == Kind.LOCK
                        ? "another sync" + holders() + ", since " + PlainText.moment(since)
                        : "table " + object + " since " + PlainText.moment(since) + describe(by));
    }

    /** Sessions in words; nothing where none is known. */
    static String describe(List<TableUser> users) {
        return users.isEmpty()
                ? ""
                : users.stream().map(Waiting::describe).collect(Collectors.joining("; ", ", used by ", ""));
    }

    private String holders() {
        return by.stream()
                .map(holder -> " of " + holder.host() + (holder.state() == null ? "" : ", operation " + holder.state()))
                .collect(Collectors.joining(";"));
    }

    private static String describe(TableUser user) {
        String session = user.session() == null ? "" : "session " + user.session() + " ";
        String who = user.user() == null ? "a user that the server does not show" : user.user();
        return session + "(" + who
                + (user.host() == null ? "" : " from " + user.host())
                + (user.since() == null ? "" : ", since " + PlainText.moment(user.since()))
                + (user.state() == null ? "" : ", " + user.state().toLowerCase(Locale.ROOT))
                + ")";
    }
}
