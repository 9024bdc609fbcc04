package dev.dbsync.agent.config;

import java.util.List;

/** What came of loading the configuration. */
public sealed interface ConfigurationResult {

    /** It can be used. */
    record Loaded(AgentConfiguration configuration) implements ConfigurationResult {}

    /** It cannot, for all of these reasons. */
    record Invalid(List<ConfigurationProblem> problems) implements ConfigurationResult {

        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems is empty");
            }
        }
    }
}
