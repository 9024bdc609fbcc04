package dev.dbsync.agent.journal;

import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import dev.dbsync.agent.operations.OperationJournal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a folder, which several processes may share: an agent, and commands that work by themselves beside it.
 * Each operation has a file of its own, to which events are only added, and which its process holds locked until the
 * operation has ended. Nothing is read or made before it is needed, so that a start takes no longer with many files.
 * Thread-safe.
 */
public final class FileJournal implements OperationJournal {
    /** How many operations stay on disk, and some more until the folder is looked through the next time. */
    public static final int KEPT = 1000;

    /** How many operations a process writes from one look through the folder to the next. */
    static final int PRUNED_EVERY = 20;

    private final JournalFolder folder;
    private final JournalWarnings warnings = new JournalWarnings();
    private final Map<String, JournalWriter> writers = new ConcurrentHashMap<>();
    private final AtomicInteger created = new AtomicInteger();

    /** A journal in a folder, which is made when there is something to keep. */
    public FileJournal(Path folder) {
        this.folder = new JournalFolder(folder);
    }

    @Override
    public void record(OperationEvent event) {
        try {
            write(event);
        } catch (IOException | RuntimeException failure) {
            warnings.notKept(folder.path(), reason(failure));
        }
    }

    private void write(OperationEvent event) throws IOException {
        JournalWriter writer = writer(event);
        if (writer == null) {
            return;
        }
        if (event instanceof OperationEvent.Ended) {
            writers.remove(event.operation());
            end(writer, event);
        } else {
            writer.append(EventFormat.line(event), event.isMilestone());
        }
    }

    private void end(JournalWriter writer, OperationEvent event) throws IOException {
        try (writer) {
            writer.append(EventFormat.line(event), event.isMilestone());
            warnings.keptAgain();
        }
    }

    /** Null where the file could not be made; it is tried once more at the end, whose event tells all. */
    private @Nullable JournalWriter writer(OperationEvent event) throws IOException {
        JournalWriter writer = writers.get(event.operation());
        if (writer != null) {
            return writer;
        }
        if (event instanceof OperationEvent.Submitted submitted) {
            return create(submitted.snapshot());
        }
        return event instanceof OperationEvent.Ended ended ? create(ended.snapshot()) : null;
    }

    private JournalWriter create(Operation operation) throws IOException {
        JournalWriter writer = folder.create(FileName.of(operation));
        writers.put(operation.id(), writer);
        if (created.getAndIncrement() % PRUNED_EVERY == 0) {
            prune();
        }
        return writer;
    }

    /** What cannot be removed is in nobody's way but the disk's. */
    private void prune() {
        try {
            folder.prune(KEPT);
        } catch (IOException failure) {
            warnings.notPruned(folder.path(), reason(failure));
        }
    }

    @Override
    public List<Operation> newest(int limit) {
        try {
            return folder.newestFirst().stream()
                    .flatMap(name -> read(name).stream())
                    .limit(limit)
                    .toList();
        } catch (IOException failure) {
            warnings.notRead(folder.path(), reason(failure));
            return List.of();
        }
    }

    @Override
    public Optional<Operation> find(String id) {
        try {
            return folder.find(id).flatMap(this::read);
        } catch (IOException failure) {
            warnings.notRead(folder.path(), reason(failure));
            return Optional.empty();
        }
    }

    private Optional<Operation> read(FileName name) {
        Path file = folder.file(name);
        if (FileLocks.isOwn(file) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return new JournalReader(file, complaint -> warnings.about(file, complaint)).read();
        } catch (NoSuchFileException prunedMeanwhile) {
            return Optional.empty();
        } catch (IOException failure) {
            warnings.about(file, "it cannot be read: " + reason(failure));
            return Optional.empty();
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile();
        }
        if (failure instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way";
        }
        return failure instanceof FileSystemException system
                ? Objects.requireNonNullElse(system.getReason(), "no access") + ": " + system.getFile()
                : String.valueOf(failure.getMessage());
    }
}
