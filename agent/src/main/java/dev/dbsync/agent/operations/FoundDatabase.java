package dev.dbsync.agent.operations;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A database that was found for a request.
 *
 * @param database the database
 * @param names all by which a request may mean it, its own among them; a section's name stands for all of its databases
 * @param place tells physical databases apart; null where it is not known
 * @param standsForCells whether it stands for all of its section's cells, which could not be told one by one
 */
public record FoundDatabase(
        ManagedDatabase database, Set<String> names, @Nullable String place, boolean standsForCells) {

    public FoundDatabase {
        names = Set.copyOf(names);
        if (!names.contains(database.name())) {
            throw new IllegalArgumentException("names is " + names + ", without " + database.name());
        }
    }

    /** Physical databases are told apart for each catalogue: two that share a place are then a contradiction to show. */
    Optional<String> identity() {
        return Optional.ofNullable(place).map(known -> database.catalog().name() + " " + known);
    }

    boolean answersTo(String name) {
        return names.contains(name) || (standsForCells && name.startsWith(database.name() + "/"));
    }

    /** The same, to go before the other cells of its section. */
    public FoundDatabase asCanary() {
        ManagedDatabase first = new ManagedDatabase(
                database.name(),
                database.pipeline(),
                database.source(),
                database.settings().asCanary());
        return new FoundDatabase(first, names, place, standsForCells);
    }

    FoundDatabase alsoNamed(Set<String> others) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(others);
        return new FoundDatabase(database, all, place, standsForCells);
    }
}
