package dev.dbsync.agent.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Environment variables over the file: {@code DBSYNC_<SECTION>_<KEY>} replaces one key of a section that exists. Section
 * and key are written in upper case with {@code _} for whatever is neither letter nor digit, so that {@code url} of
 * {@code [database:nova_api]} is {@code DBSYNC_DATABASE_NOVA_API_URL}.
 */
final class EnvironmentOverrides {

    static final String PREFIX = "DBSYNC_";
    /** Names the configuration file, where {@code --config} does not. */
    static final String CONFIG = "DBSYNC_CONFIG";
    // The launcher's own, for the JVM.
    private static final Set<String> OTHERS = Set.of(CONFIG, "DBSYNC_JAVA_OPTS");

    private final Map<String, String> variables;
    private final Consumer<ConfigurationProblem> problems;

    EnvironmentOverrides(Map<String, String> environment, Consumer<ConfigurationProblem> problems) {
        this.variables = new TreeMap<>(environment);
        this.variables.keySet().removeIf(name -> !name.startsWith(PREFIX) || OTHERS.contains(name));
        this.problems = problems;
    }

    void apply(Collection<Section> sections) {
        Map<String, List<Target>> targets = targets(sections);
        variables.forEach((name, value) -> override(name, value, targets));
    }

    private void override(String variable, String value, Map<String, List<Target>> targets) {
        List<Target> meant = targets.getOrDefault(variable, List.of());
        Origin origin = new Origin(variable, 0);
        switch (meant.size()) {
            case 0 -> problems.accept(ConfigurationProblem.of(origin, null, null, unknown(variable, targets)));
            case 1 -> meant.get(0).section().put(meant.get(0).key(), new Setting(value.strip(), origin));
            default -> problems.accept(ConfigurationProblem.of(origin, null, null, ambiguous(meant)));
        }
    }

    private static Map<String, List<Target>> targets(Collection<Section> sections) {
        Map<String, List<Target>> targets = new TreeMap<>();
        for (Section section : sections) {
            for (String key :
                    KnownSections.named(section.name()).map(KnownSections::keys).orElse(List.of())) {
                targets.computeIfAbsent(variable(section.name(), key), name -> new ArrayList<>())
                        .add(new Target(section, key));
            }
        }
        return targets;
    }

    private static String variable(String section, String key) {
        return PREFIX + (section + "_" + key).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static Complaint unknown(String variable, Map<String, List<Target>> targets) {
        return new Complaint(
                "this environment variable fits no key of a section that is there",
                new NearestName(targets.keySet())
                        .to(variable)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("unset it, or add the section to the configuration file"));
    }

    private static Complaint ambiguous(List<Target> meant) {
        List<String> sections = meant.stream()
                .map(target -> "[" + target.section().name() + "]")
                .toList();
        return new Complaint(
                "this environment variable fits " + String.join(" and ", sections), "rename one of these sections");
    }

    private record Target(Section section, String key) {}
}
