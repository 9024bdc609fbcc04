package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import java.util.Objects;

@Description("Where databases stand.")
public record StatusAnswer(
        @Description("The agent that answers.") Agent agent,
        @Description("Whether all of them are at head.") boolean upToDate,
        @Description("Each of them.") List<DatabaseStatus> databases) {

    /** How many times the methods have changed so that a client may notice. */
    private static final int API = 2;

    /** The oldest form of the methods that this agent still speaks. */
    private static final int API_MIN = 2;

    @Description("An agent, and which form of its methods it speaks.")
    public record Agent(
            @Description("Its name.") String name,
            @Description("Its version.") String version,
            @Description("A number that grows with each change of the methods.") int api,
            @Description("The least such number that a client may be made for.") int apiMin) {

        /** For Jackson, which would take no other for the record's own. */
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Agent {
            Objects.requireNonNull(name, "name");
        }

        /** An agent of before there was more to tell than its name. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Agent older(String name) {
            return new Agent(name, "0", 1, 1);
        }

        /** This agent. */
        public Agent(String name, String version) {
            this(name, version, API, API_MIN);
        }
    }

    public StatusAnswer {
        Objects.requireNonNull(agent, "agent");
        databases = List.copyOf(databases);
    }
}
