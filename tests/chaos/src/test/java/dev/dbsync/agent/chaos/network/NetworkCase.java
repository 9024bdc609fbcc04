package dev.dbsync.agent.chaos.network;

import dev.dbsync.agent.database.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One cell of the matrix.
 *
 * @param engine the server's
 * @param moment the phase in which the network goes bad
 * @param answerLost whether the packet that the phase begins with still arrives
 * @param trouble what the network does
 */
record NetworkCase(Engine engine, Moment moment, boolean answerLost, Trouble trouble) {
    private static final Duration OF_LOGGING_IN = Duration.ofSeconds(25);
    private static final Duration OF_GOING_ON = Duration.ofSeconds(60);

    /** 30 s without a sign of life and 60 s of trying again; each ends with an attempt to connect, and a pulse is 10 s. */
    private static final Duration OF_GIVING_UP = Duration.ofSeconds(130);

    static List<NetworkCase> all() {
        List<NetworkCase> all = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            for (Moment moment : Moment.values()) {
                for (Engine engine : List.of(Engine.POSTGRESQL, Engine.MARIADB)) {
                    all.add(new NetworkCase(engine, moment, false, trouble));
                    if (moment.hasStatement()) {
                        all.add(new NetworkCase(engine, moment, true, trouble));
                    }
                }
            }
        }
        return all;
    }

    /** Whether it takes less than some seconds. */
    boolean isQuick() {
        return trouble.refuses();
    }

    /** Whether the sync has to succeed by itself. */
    boolean goesOn() {
        if (moment == Moment.RELEASE) {
            return true;
        }
        return trouble.passes() && (moment.hasStatement() || !trouble.refuses());
    }

    /** Whether a step may be there that no operation tells of: the answer to its commit was lost for good. */
    boolean mayForgetAStep() {
        return moment == Moment.COMMIT && !trouble.passes();
    }

    /** After how long it has to have ended at the latest, as documented. */
    Duration limit() {
        if (!moment.hasStatement()) {
            return OF_LOGGING_IN;
        }
        return trouble.passes() ? OF_GOING_ON : OF_GIVING_UP;
    }

    @Override
    public String toString() {
        return "%s, %s at %s%s".formatted(engine, trouble, moment, answerLost ? ", the answer lost" : "");
    }
}
