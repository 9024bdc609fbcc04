package dev.dbsync.agent.bench.measure;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a figure of the agent is meant to be, by itself or beside its peer's. */
public sealed interface Target {

    /** As it stands in a table. */
    String words();

    /**
     * Whether it is met, if there is anything to meet.
     *
     * @param agent the agent's median
     * @param peer the peer's median, or null where there is no peer
     * @throws IllegalArgumentException if the target needs a peer and there is none
     */
    Optional<Boolean> met(double agent, @Nullable Double peer);

    /** How the two compare, as it stands in a table. */
    default String ratio(double agent, double peer) {
        return Unit.digits(agent / peer) + " ×";
    }

    static Target none() {
        return new None();
    }

    /** Below so much, whatever the peer does. */
    static Target below(double limit, Unit unit) {
        return new Below(limit, unit);
    }

    /** At most so many times the peer's. */
    static Target atMostTimes(double factor) {
        return new AtMost(factor, 0);
    }

    /** At most so many times the peer's and so many seconds on top. */
    static Target atMostTimes(double factor, double moreSeconds) {
        return new AtMost(factor, moreSeconds);
    }

    /** So many times faster than the peer, in time taken. */
    static Target timesFaster(double factor) {
        return new Faster(factor);
    }

    /** Nothing is asked for. */
    record None() implements Target {
        @Override
        public String words() {
            return "";
        }

        @Override
        public Optional<Boolean> met(double agent, @Nullable Double peer) {
            return Optional.empty();
        }
    }

    /** A limit of its own. */
    record Below(double limit, Unit unit) implements Target {
        @Override
        public String words() {
            return "< " + unit.text(limit);
        }

        @Override
        public Optional<Boolean> met(double agent, @Nullable Double peer) {
            return Optional.of(agent < limit);
        }
    }

    /** Times the peer's, and something on top. */
    record AtMost(double factor, double moreSeconds) implements Target {
        @Override
        public String words() {
            return "≤ %s ×%s".formatted(plain(factor), moreSeconds == 0 ? "" : " + " + Unit.SECONDS.text(moreSeconds));
        }

        @Override
        public Optional<Boolean> met(double agent, @Nullable Double peer) {
            return Optional.of(agent <= factor * needed(peer) + moreSeconds);
        }
    }

    /** Times faster than the peer. */
    record Faster(double factor) implements Target {
        @Override
        public String words() {
            return "≥ %s × faster".formatted(plain(factor));
        }

        @Override
        public Optional<Boolean> met(double agent, @Nullable Double peer) {
            return Optional.of(needed(peer) / agent >= factor);
        }

        @Override
        public String ratio(double agent, double peer) {
            return Unit.digits(peer / agent) + " × faster";
        }
    }

    private static String plain(double factor) {
        return BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
    }

    private static double needed(@Nullable Double peer) {
        if (peer == null) {
            throw new IllegalArgumentException("peer: this target is relative to one; give the row a peer");
        }
        return peer;
    }
}
