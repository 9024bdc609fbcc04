package dev.dbsync.agent.bench.measure;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One comparison.
 *
 * @param what what was measured, in a few words
 * @param peer what it is compared with; null where only a limit is
 */
public record Row(String what, Figure agent, @Nullable Peer peer, Target target) {

    /** A figure with a limit of its own. */
    public static Row of(String what, Figure agent, Target target) {
        return new Row(what, agent, null, target);
    }

    public static Row against(String what, Figure agent, Peer peer, Target target) {
        return new Row(what, agent, peer, target);
    }

    /** Whether the target is met, if there is one. */
    public Optional<Boolean> met() {
        return target.met(agent.median(), peer == null ? null : peer.figure().median());
    }

    List<String> cells() {
        return List.of(
                what,
                agent.text(),
                peer == null ? "" : peer.name() + ": " + peer.figure().text(),
                peer == null ? "" : target.ratio(agent.median(), peer.figure().median()),
                target.words(),
                met().map(met -> met ? "yes" : "**no**").orElse(""));
    }
}
