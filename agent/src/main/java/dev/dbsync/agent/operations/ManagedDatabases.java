package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The databases that the agent looks after, as they are found for each request. A physical database is one entry, by
 * however many names it goes. Thread-safe.
 */
public final class ManagedDatabases {
    private final List<DatabaseFinder> finders;
    private final SharedAsking<Search, List<FoundDatabase>> searches;

    /** How long a database may be asked for others. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** One search through a section, of callers who have as much time. */
    private record Search(String section, Duration limit) {}

    /**
     * Looks after what is found. Those that ask no database come first in it.
     *
     * @param finders in the order of the configuration
     * @param ended how many operations have ended, which may have changed what is found
     */
    public ManagedDatabases(List<DatabaseFinder> finders, LongSupplier ended) {
        this.searches = new SharedAsking<>(ended);
        this.finders = finders.stream()
                .sorted(Comparator.comparing(DatabaseFinder::asks))
                .toList();
    }

    /**
     * The databases that a request means, api databases first.
     *
     * @param names their names, or those of sections; null or empty for all
     * @throws RefusedRequestException if there is none of one of these names
     */
    public List<ManagedDatabase> select(@Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return all(LIMIT);
        }
        Set<String> asked = Set.copyOf(names);
        // Cells are asked about only where they may be meant: the others can be had without their api database.
        List<FoundDatabase> found =
                find(finder -> !finder.asks() || asked.stream().anyMatch(isOf(finder)), LIMIT);
        requireKnown(names, found);
        return databases(found.stream()
                .filter(each -> asked.stream().anyMatch(each::answersTo))
                .toList());
    }

    /**
     * All databases, api databases first.
     *
     * @param limit how long one may be asked for others
     */
    public List<ManagedDatabase> all(Duration limit) {
        return databases(find(finder -> true, limit));
    }

    private static Predicate<String> isOf(DatabaseFinder finder) {
        return name -> name.equals(finder.section()) || name.startsWith(finder.section() + "/");
    }

    private static List<ManagedDatabase> databases(List<FoundDatabase> found) {
        return found.stream()
                .map(FoundDatabase::database)
                .sorted(Comparator.comparingInt(ManagedDatabase::stage))
                .toList();
    }

    private List<FoundDatabase> find(Predicate<DatabaseFinder> wanted, Duration limit) {
        Map<String, Integer> places = new LinkedHashMap<>();
        List<FoundDatabase> found = new ArrayList<>();
        for (DatabaseFinder finder : finders) {
            if (wanted.test(finder)) {
                Search search = new Search(finder.section(), limit);
                searches.ask(search, () -> CompletableFuture.completedFuture(finder.find(limit)))
                        .join()
                        .forEach(each -> add(each, finder.asks(), found, places));
            }
        }
        return found;
    }

    /** What has a section of its own is an entry of its own. A cell that is there already only adds its names to it. */
    private static void add(
            FoundDatabase each, boolean maybeTwice, List<FoundDatabase> found, Map<String, Integer> places) {
        Optional<String> identity = each.identity();
        Integer before = identity.map(places::get).orElse(null);
        if (maybeTwice && before != null) {
            found.set(before, found.get(before).alsoNamed(each.names()));
            return;
        }
        identity.ifPresent(place -> places.putIfAbsent(place, found.size()));
        found.add(each);
    }

    private void requireKnown(List<String> names, List<FoundDatabase> found) {
        for (String name : names) {
            if (found.stream().noneMatch(each -> each.answersTo(name))) {
                throw new RefusedRequestException(new Problem(
                        ProblemType.UNKNOWN_DATABASE,
                        "There is no database of that name.",
                        "The request names '" + name + "'.",
                        "Name one of " + String.join(", ", allNames()) + ", or none for all."));
            }
        }
    }

    private List<String> allNames() {
        return all(LIMIT).stream().map(ManagedDatabase::name).toList();
    }
}
