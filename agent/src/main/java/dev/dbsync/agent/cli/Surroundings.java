package dev.dbsync.agent.cli;

import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What a command runs in.
 *
 * @param columns of the terminal that the output goes to; answers empty where it goes elsewhere
 * @param signals where it hears that it shall end
 */
public record Surroundings(Supplier<OptionalInt> columns, Signals signals) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(Terminal::columns, new ProcessSignals());
    }
}
