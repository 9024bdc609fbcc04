package dev.dbsync.agent.fuzz;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The threads and descriptors of this process at a moment, to see later that no more are left. */
public final class Leftovers {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Those that the process makes once and keeps, or that end by themselves when they have nothing to do. */
    private static final Set<String> POOLED =
            Set.of("file-reader", "CompletableFutureDelayScheduler", "junit-jupiter-timeout-watcher", "process reaper");

    static {
        // The JDK keeps its sources of random numbers, and a pair of sockets from the first channel on.
        new SecureRandom().nextInt();
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final Set<Long> threads =
            Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet());
    private final Set<String> descriptors = descriptors();

    private Leftovers() {}

    /** What there is now. */
    public static Leftovers since() {
        return new Leftovers();
    }

    /** Waits until nothing of what came since is there; fails if something stays. */
    public void requireNone() {
        await().untilAsserted(() -> {
            Set<String> left = descriptors();
            left.removeAll(descriptors);
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !threads.contains(thread.getId()) && isOurs(thread))
                    .forEach(thread -> left.add(thread.getName()));
            if (!left.isEmpty()) {
                throw new AssertionError("left behind: " + left);
            }
        });
    }

    private static boolean isOurs(Thread thread) {
        return !POOLED.contains(thread.getName())
                && !thread.getName().startsWith("ForkJoinPool")
                && !thread.getName().startsWith("awaitility");
    }

    /** Sockets and files by what they are; archives of classes are opened when they are needed. */
    private static Set<String> descriptors() {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.map(Leftovers::target)
                    .filter(target -> !target.endsWith(".jar") && !target.startsWith("/proc/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "/proc/";
        }
    }
}
