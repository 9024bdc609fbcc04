package dev.dbsync.agent.state;

import java.util.Locale;

/** The state that a database is found in. What a sync does follows from it and nothing else. */
public sealed interface DatabaseState {

    /** What the control tables say; {@link Position#NOWHERE} where they say nothing that can be used. */
    Position position();

    /** One case for each state: a new state is a compile error wherever one is handled. */
    <R> R accept(Visitor<R> visitor);

    /** Its name alone. */
    default DatabaseStateName name() {
        return DatabaseStateName.valueOf(getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }

    /** The name on the wire, such as {@code behind}. */
    default String wireName() {
        return name().wireName();
    }

    /** No tables. */
    record Empty() implements DatabaseState {
        @Override
        public Position position() {
            return Position.NOWHERE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.empty(this);
        }
    }

    /** Under sqlalchemy-migrate, no revision recorded. */
    record Legacy(int version) implements DatabaseState {
        @Override
        public Position position() {
            return new Position(version, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.legacy(this);
        }
    }

    /** At a revision that the catalogue knows, with later ones to come. The position's revision is never null. */
    record Behind(Position position, String revision) implements DatabaseState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.behind(this);
        }
    }

    /** At head, or beyond it at a later release's revision. */
    record Current(Position position, String revision) implements DatabaseState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.current(this);
        }
    }

    /** A sync stopped part-way and left objects behind; what is recorded is where its step began. */
    record Interrupted(Position position) implements DatabaseState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.interrupted(this);
        }
    }

    /** At a revision that the catalogue does not know. */
    record Ahead(Position position, Problem problem) implements DatabaseState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ahead(this);
        }
    }

    /** Tables, but no version control. */
    record Unmanaged(Problem problem) implements DatabaseState {
        @Override
        public Position position() {
            return Position.NOWHERE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unmanaged(this);
        }
    }

    /** Control tables out of range, or in contradiction. */
    record Inconsistent(Position position, Problem problem) implements DatabaseState {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inconsistent(this);
        }
    }

    /** No connection. */
    record Unreachable(Problem problem) implements DatabaseState {
        @Override
        public Position position() {
            return Position.NOWHERE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unreachable(this);
        }
    }

    /**
     * A case for each state.
     *
     * @param <R> what the cases answer
     */
    interface Visitor<R> {
        R empty(Empty state);

        R legacy(Legacy state);

        R behind(Behind state);

        R current(Current state);

        R interrupted(Interrupted state);

        R ahead(Ahead state);

        R unmanaged(Unmanaged state);

        R inconsistent(Inconsistent state);

        R unreachable(Unreachable state);
    }
}
