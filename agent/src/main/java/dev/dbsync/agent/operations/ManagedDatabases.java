package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured databases, in the order in which they are told of and synchronised. Immutable. */
public final class ManagedDatabases {
    private final Map<String, ManagedDatabase> byName = new LinkedHashMap<>();

    public ManagedDatabases(List<ManagedDatabase> databases) {
        databases.stream()
                .sorted(Comparator.comparingInt(ManagedDatabase::stage))
                .forEach(database -> byName.put(database.name(), database));
    }

    /**
     * The databases that a request means.
     *
     * @param names their names; null or empty for all
     * @throws RefusedRequestException if one is not configured
     */
    public List<ManagedDatabase> select(@Nullable List<String> names) {
        return names == null || names.isEmpty()
                ? List.copyOf(byName.values())
                : byName.values().stream()
                        .filter(database -> known(names).contains(database.name()))
                        .toList();
    }

    private List<String> known(List<String> names) {
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new RefusedRequestException(new Problem(
                        ProblemType.UNKNOWN_DATABASE,
                        "No database of that name is configured.",
                        "The request names '" + name.replaceAll("\\p{Cntrl}", "?") + "'.",
                        "Name one of " + String.join(", ", byName.keySet()) + ", or none for all."));
            }
        }
        return names;
    }
}
