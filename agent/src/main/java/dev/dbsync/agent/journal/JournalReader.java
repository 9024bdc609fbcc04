package dev.dbsync.agent.journal;

import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the file of one operation: what its events, as far as they can be read, make of it. */
final class JournalReader {
    /** An operation on a hundred cells has about a megabyte. What is larger is not the agent's. */
    private static final long LARGEST = 64L * 1024 * 1024;

    private final Path file;
    private final Consumer<String> warnings;

    /**
     * Reads a file.
     *
     * @param file none that this process writes
     * @param warnings hears what could not be read
     */
    JournalReader(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    /**
     * The operation; empty where the file tells of none.
     *
     * <p>An operation without an end is interrupted only if its file was read <em>after</em> it was found unlocked: read
     * before, it could have got its end and have been let go of in between.
     *
     * @throws IOException if the file cannot be read
     */
    Optional<Operation> read() throws IOException {
        Optional<Operation> ended = ended(lines());
        if (ended.isPresent()) {
            return ended;
        }
        boolean running = FileLocks.isHeldByAnother(file);
        Replay replay = replay(lines(), running);
        return Optional.ofNullable(replay.operation)
                .map(operation ->
                        running || operation.state().ended() ? operation : operation.abandoned(replay.lastSign));
    }

    /** Without its line feed, a last line is one that is being written, or was when the process went. */
    private List<String> lines() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " bytes");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** What almost all files end with tells all, so that nothing else of them need be looked at. */
    private static Optional<Operation> ended(List<String> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : EventFormat.event(lines.get(lines.size() - 1))
                        .filter(OperationEvent.Ended.class::isInstance)
                        .map(event -> ((OperationEvent.Ended) event).snapshot());
    }

    private Replay replay(List<String> lines, boolean running) {
        Replay replay = new Replay();
        for (int index = 0; index < lines.size(); index++) {
            Optional<OperationEvent> event = EventFormat.event(lines.get(index));
            event.ifPresent(replay::hear);
            if (event.isEmpty() && !(running && index == lines.size() - 1)) {
                replay.unreadable.add(index + 1);
            }
        }
        replay.complain(lines.size());
        return replay;
    }

    /** Follows the events of one file. */
    private final class Replay {
        private final List<Integer> unreadable = new ArrayList<>();
        private @Nullable Operation operation;
        private Instant lastSign = Instant.EPOCH;

        void hear(OperationEvent event) {
            if (operation == null && event instanceof OperationEvent.Submitted submitted) {
                operation = submitted.snapshot();
            } else if (operation == null && event instanceof OperationEvent.Ended ended) {
                operation = ended.snapshot();
            } else if (operation != null && operation.id().equals(event.operation())) {
                operation = event.appliedTo(operation);
            }
            lastSign = event.at().isAfter(lastSign) ? event.at() : lastSign;
        }

        void complain(int lines) {
            if (!unreadable.isEmpty()) {
                warnings.accept(unreadable.size() + " of its " + lines + " lines cannot be read, the first is line "
                        + unreadable.get(0) + "; what the others say is told");
            }
        }
    }
}
