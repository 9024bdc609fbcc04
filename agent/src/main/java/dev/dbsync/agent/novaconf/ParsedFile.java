package dev.dbsync.agent.novaconf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one file says. Of a key that is there several times, the last counts. Groups are found in any case. */
final class ParsedFile {
    private static final String DEFAULT = "DEFAULT";

    private final String file;
    private final Map<String, Map<String, Entry>> groups = new HashMap<>();

    ParsedFile(String file) {
        this.file = file;
    }

    /**
     * A value and where it stands. The value may be a secret.
     *
     * @param line the first of the value's lines
     */
    record Entry(String file, int line, String group, String key, String value) {

        NovaConfException problem(String problem, String remedy) {
            return new NovaConfException(file, line, group, key, problem, remedy);
        }

        @Override
        public String toString() {
            return "Entry[" + file + ":" + line + "]";
        }
    }

    void put(String group, String key, String value, int line) {
        groups.computeIfAbsent(normalized(group), name -> new HashMap<>())
                .put(key, new Entry(file, line, group, key, value));
    }

    Optional<Entry> find(String group, String key) {
        return Optional.ofNullable(
                groups.getOrDefault(normalized(group), Map.of()).get(key));
    }

    /** {@code [DATABASE]} is {@code [database]}, but {@code [default]} is not {@code [DEFAULT]}. */
    private static String normalized(String group) {
        return group.equals(DEFAULT) ? DEFAULT : group.toLowerCase(Locale.ROOT);
    }
}
