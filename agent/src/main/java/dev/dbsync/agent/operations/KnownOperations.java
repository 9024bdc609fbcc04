package dev.dbsync.agent.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations that an agent knows: those that run, the last that ended, and those of its journal. The last that ended are
 * kept at hand too, since a journal may not be able to keep them. Thread-safe.
 */
final class KnownOperations {
    /** How many operations that have ended are kept at hand. */
    private static final int KEPT = 200;

    private static final Comparator<Operation> NEWEST_FIRST =
            Comparator.comparing(Operation::startedAt).reversed();
    private static final Comparator<HistoryEntry> LATEST_STEP_FIRST =
            Comparator.comparing(HistoryEntry::appliedAt).reversed();

    private final OperationJournal journal;
    private final Map<String, RunningOperation> running = new LinkedHashMap<>();
    private final Map<String, Operation> ended = new LinkedHashMap<>();
    private long ends;

    KnownOperations(OperationJournal journal) {
        this.journal = journal;
    }

    synchronized void begin(RunningOperation operation) {
        running.put(operation.id(), operation);
    }

    synchronized void end(RunningOperation operation) {
        Operation last = operation.snapshot();
        running.remove(operation.id());
        ends += ends(last);
        ended.put(operation.id(), last);
        if (ended.size() > KEPT) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    synchronized List<RunningOperation> running() {
        return List.copyOf(running.values());
    }

    /** How many operations, and parts of operations, have ended; never less than whoever asks was told of. */
    synchronized long ended() {
        return ends
                + running.values().stream()
                        .mapToLong(operation -> ends(operation.snapshot()))
                        .sum();
    }

    private static long ends(Operation operation) {
        return Stream.concat(
                        Stream.of(operation.state()),
                        operation.databases().stream().map(DatabaseResult::state))
                .filter(OperationState::ended)
                .count();
    }

    synchronized Optional<RunningOperation> running(String id) {
        return Optional.ofNullable(running.get(id));
    }

    /** The operation that has ended and was asked for by a request of this id: whoever asks again is to hear of its end. */
    Optional<Operation> repeated(@Nullable String requestId) {
        return requestId == null
                ? Optional.empty()
                : newest(Integer.MAX_VALUE).stream()
                        .filter(operation -> operation.state().ended()
                                && operation.requestIds().contains(requestId))
                        .findFirst();
    }

    Optional<Operation> find(String id) {
        return atHand(id).or(() -> journal.find(id));
    }

    private synchronized Optional<Operation> atHand(String id) {
        return Optional.ofNullable(running.get(id))
                .map(RunningOperation::snapshot)
                .or(() -> Optional.ofNullable(ended.get(id)));
    }

    /** What is at hand is looked at first: an operation that ends meanwhile is in the journal then. */
    List<Operation> newest(int limit) {
        Map<String, Operation> known = new LinkedHashMap<>();
        atHand().forEach(operation -> known.put(operation.id(), operation));
        journal.newest(limit).forEach(operation -> known.putIfAbsent(operation.id(), operation));
        return known.values().stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    /** Those that a filter lets pass, after one of them where its id is given. */
    List<Operation> newest(int limit, Predicate<Operation> filter, @Nullable String after) {
        return newest(Integer.MAX_VALUE).stream()
                .dropWhile(operation -> after != null && !operation.id().equals(after))
                .skip(after == null ? 0 : 1)
                .filter(filter)
                .limit(limit)
                .toList();
    }

    private synchronized List<Operation> atHand() {
        return Stream.concat(running.values().stream().map(RunningOperation::snapshot), ended.values().stream())
                .toList();
    }

    /** Of all operations, not only the newest: one that was asked for earlier may have had the lock later. */
    List<HistoryEntry> history(String database, int limit) {
        return newest(Integer.MAX_VALUE).stream()
                .flatMap(operation -> history(operation, database).stream())
                .sorted(LATEST_STEP_FIRST)
                .limit(limit)
                .toList();
    }

    /** The last step comes first, so that a clock that stands still cannot turn them round. */
    private static List<HistoryEntry> history(Operation operation, String database) {
        List<HistoryEntry> entries = new ArrayList<>();
        operation.result(database).ifPresent(result -> result.applied()
                .forEach(step -> entries.add(HistoryEntry.of(step, operation))));
        Collections.reverse(entries);
        return entries;
    }
}
