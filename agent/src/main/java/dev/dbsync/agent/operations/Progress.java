package dev.dbsync.agent.operations;

import org.jspecify.annotations.Nullable;

/**
 * How far an operation has come, in units of work over all its databases. The total grows as databases are looked at.
 *
 * @param done units sent and accepted
 * @param total units known of
 * @param current what is being worked on, such as {@code nova_main: 16f1fbcab42b: table instances}; null before the
 *     first unit and after the last
 */
public record Progress(int done, int total, @Nullable String current) {
    static final Progress NONE = new Progress(0, 0, null);

    Progress more(int units, int known) {
        return new Progress(done + units, total + known, current);
    }

    Progress at(String what) {
        return new Progress(done, total, what);
    }
}
