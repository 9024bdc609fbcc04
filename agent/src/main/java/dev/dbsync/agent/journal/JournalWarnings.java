package dev.dbsync.agent.journal;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on the log what a journal cannot do, each thing once. Thread-safe. */
final class JournalWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final AtomicBoolean notKept = new AtomicBoolean();
    private final AtomicBoolean notPruned = new AtomicBoolean();
    private final AtomicBoolean notRead = new AtomicBoolean();
    private final Set<Path> files = ConcurrentHashMap.newKeySet();

    void notKept(Path folder, String reason) {
        if (!notKept.getAndSet(true)) {
            LOG.warn(
                    "What operations do cannot be kept in {}: {}. They go on; the history lacks it. Make room on the"
                            + " disk, let this user write there, or set another state_dir in [agent]",
                    folder,
                    reason);
        }
    }

    /** An operation was kept to its end: the next that is not is worth a word again. */
    void keptAgain() {
        notKept.set(false);
    }

    void notPruned(Path folder, String reason) {
        if (!notPruned.getAndSet(true)) {
            LOG.warn("Old operations cannot be removed from {}: {}. Remove its oldest files by hand", folder, reason);
        }
    }

    void notRead(Path folder, String reason) {
        if (!notRead.getAndSet(true)) {
            LOG.warn("What operations did before cannot be read from {}: {}. Let this user read there", folder, reason);
        }
    }

    void about(Path file, String complaint) {
        if (files.add(file)) {
            LOG.warn("Operation's file {}: {}", file, complaint);
        }
    }
}
