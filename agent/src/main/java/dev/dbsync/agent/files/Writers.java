package dev.dbsync.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who, besides its owner, may write a file, or put another in its place. */
public final class Writers {
    private static final int OTHERS = 0002;
    private static final int GROUP = 0020;
    /** In a folder with this bit, one user's files are not another's to replace. */
    private static final int STICKY = 01000;

    private static final Path SELF = Path.of("/proc/self");

    private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();
    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    private Writers() {}

    /**
     * Refuses a file that somebody may write who is neither its owner, nor in root's group, nor in the agent's.
     *
     * @throws FileRefusedException if there is such a somebody
     */
    public static void requireTrusted(Path file) throws FileRefusedException {
        Optional<String> problem = untrusted(file);
        if (problem.isPresent()) {
            throw new FileRefusedException(
                    problem.get(), "take that right away: whoever has it would let himself in (chmod go-w)");
        }
    }

    /** Tells the log, once, of a file that {@link #requireTrusted} would refuse. */
    public static void warnOfUntrusted(Path file) {
        untrusted(file)
                .filter(problem -> WARNED.add(file))
                .ifPresent(problem -> LOG.warn("{} {}: take that right away (chmod go-w).", file, problem));
    }

    /** What is wrong with who may write the file, to be read after its name; empty if nothing is, or it is not there. */
    private static Optional<String> untrusted(Path file) {
        try {
            Path real = file.toRealPath();
            Path folder = real.getParent();
            return mayBeWritten(real, 0)
                    ? Optional.of("may be written by others than its owner")
                    : folder != null && mayBeWritten(folder, STICKY)
                            ? Optional.of("lies in a folder that others than its owner may write")
                            : Optional.empty();
        } catch (IOException unreadable) {
            // Who reads it says why it cannot be.
            return Optional.empty();
        }
    }

    private static boolean mayBeWritten(Path file, int protectedBy) throws IOException {
        int mode = (int) Files.getAttribute(file, "unix:mode");
        int group = (int) Files.getAttribute(file, "unix:gid");
        return (mode & protectedBy) == 0 && ((mode & OTHERS) != 0 || ((mode & GROUP) != 0 && !isTrusted(group)));
    }

    /** Root reads for an agent whose group it does not know: every group may be that. */
    private static boolean isTrusted(int group) throws IOException {
        return group == 0
                || Files.getAttribute(SELF, "unix:uid").equals(0)
                || Files.getAttribute(SELF, "unix:gid").equals(group);
    }
}
