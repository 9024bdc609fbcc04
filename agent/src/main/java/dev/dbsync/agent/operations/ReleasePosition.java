package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Position;
import java.util.List;
import java.util.Optional;

/**
 * Where a database stands, in releases. Data.
 *
 * @param catalog its catalogue, as far as its release goes
 * @param state the state that it was found in
 * @param pending how many steps a sync to head would run
 */
record ReleasePosition(Catalog catalog, DatabaseState state, int pending) {

    /** The releases whose own tool would have left it there. */
    List<Release> found() {
        Position position = state.position();
        if (position.revision() != null) {
            return catalog.releasesAt(position.revision());
        }
        return position.legacyVersion() == null ? List.of() : catalog.releasesAtLegacy(position.legacyVersion());
    }

    /** Whether a later release than the one that is served was at work on it. */
    boolean beyondRelease() {
        return state instanceof DatabaseState.Current current && catalog.isBeyondRelease(current.revision());
    }

    /** In words; empty where the state's own problem says more. */
    Optional<String> words() {
        if (beyondRelease()) {
            return Optional.of(place() + ", beyond " + goal()
                    + ": an upgrade was turned back half-way, or the configured release is wrong");
        }
        if (pending > 0) {
            return Optional.of(place() + ", " + pending + (pending == 1 ? " step to " : " steps to ") + goal());
        }
        return state instanceof DatabaseState.Current ? Optional.of(place()) : Optional.empty();
    }

    private String place() {
        Position position = state.position();
        if (position.revision() != null) {
            return "at " + release().orElse(position.revision());
        }
        return position.legacyVersion() == null
                ? state.wireName()
                : "legacy " + position.legacyVersion()
                        + release().map(name -> " (" + name + ")").orElse("");
    }

    /** Of several releases the one that is served, else the oldest. */
    private Optional<String> release() {
        List<Release> found = found();
        Release served = catalog.release();
        return served != null && found.contains(served)
                ? Optional.of(served.label())
                : found.stream().findFirst().map(Release::label);
    }

    private String goal() {
        Release served = catalog.release();
        return served == null ? catalog.head().id() : served.label();
    }
}
