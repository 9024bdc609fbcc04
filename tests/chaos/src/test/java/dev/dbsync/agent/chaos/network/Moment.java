package dev.dbsync.agent.chaos.network;

import dev.dbsync.agent.chaos.driver.SentStatement;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The phase of a sync in which its network goes bad. */
enum Moment {
    /** The connection is asked for. */
    CONNECT,
    /** The first packet of the client has gone out. */
    LOG_IN,
    FIRST_QUESTION {
        @Override
        Predicate<String> statement() {
            return text -> true;
        }
    },
    /** Another holds the lock. */
    LOCK_WAIT {
        @Override
        Predicate<String> statement() {
            return LOCK.asPredicate();
        }
    },
    /** The lock is held, and the database is looked at. */
    PROBE {
        @Override
        Predicate<String> statement() {
            return after(LOCK.asPredicate(), PROBED.asPredicate());
        }
    },
    /** Others use a table that the next step needs, which the sync asks for. */
    TABLE_WAIT {
        @Override
        Predicate<String> statement() {
            return number(1, TABLE.asPredicate());
        }
    },
    /** It has asked for the table before, and looks at who uses it, stands in its queue, or lets go. */
    TABLE_AGAIN {
        @Override
        Predicate<String> statement() {
            return after(number(3, TABLE.asPredicate()), text -> true);
        }
    },
    FIRST_CHANGE {
        @Override
        Predicate<String> statement() {
            return number(1, Moment::isChange);
        }
    },
    /** On PostgreSQL a good many objects go together. */
    MIDDLE {
        @Override
        Predicate<String> statement() {
            return number(3, Moment::isChange);
        }
    },
    /** The second of three. */
    COMMIT {
        @Override
        Predicate<String> statement() {
            return number(2, "commit"::equals);
        }
    },
    RELEASE {
        @Override
        Predicate<String> statement() {
            return RELEASED.asPredicate();
        }
    };

    private static final Pattern LOCK = Pattern.compile("select get_lock\\(|pg_advisory_lock\\(");
    private static final Pattern PROBED = Pattern.compile("information_schema\\.tables|pg_catalog\\.pg_class");
    private static final Pattern TABLE = Pattern.compile("lock tables? ");
    private static final Pattern RELEASED = Pattern.compile("select release_lock\\(|pg_advisory_unlock\\(");

    /** Tells the statement that the phase begins with; it keeps count, so that each sync needs its own. */
    Predicate<String> statement() {
        throw new IllegalStateException(this + " comes before any statement");
    }

    boolean hasStatement() {
        return compareTo(LOG_IN) > 0;
    }

    boolean waitsForATable() {
        return this == TABLE_WAIT || this == TABLE_AGAIN;
    }

    private static boolean isChange(String text) {
        return new SentStatement(1, text).isChange() && !text.equals("commit");
    }

    private static Predicate<String> number(int wanted, Predicate<String> counted) {
        int[] seen = {0};
        return text -> counted.test(text) && ++seen[0] == wanted;
    }

    private static Predicate<String> after(Predicate<String> first, Predicate<String> then) {
        boolean[] reached = {false};
        return text -> {
            boolean there = reached[0] && then.test(text);
            reached[0] |= first.test(text);
            return there;
        };
    }
}
