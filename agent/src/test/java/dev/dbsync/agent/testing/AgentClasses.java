package dev.dbsync.agent.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent's process has its classes from.
 *
 * @param classPath its class path
 * @param options what else its JVM has to be told about them
 */
record AgentClasses(String classPath, List<String> options) {
    private static final Object LOCK = new Object();
    private static @Nullable AgentClasses archived;

    /** Those of this JVM. */
    static AgentClasses plain() {
        return new AgentClasses(System.getProperty("java.class.path"), List.of());
    }

    /**
     * The same, loaded and checked once: an agent that gets them from an archive starts in two thirds of the time. Making the
     * archive takes as long as two starts; it lives as long as this JVM.
     */
    static AgentClasses archived() {
        synchronized (LOCK) {
            if (archived == null) {
                TemporaryFolder folder = TemporaryFolder.create("classes");
                Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "remove archived classes"));
                archived = archivedIn(folder.path());
            }
            return archived;
        }
    }

    private static AgentClasses archivedIn(Path folder) {
        String jars = onlyJars(folder);
        Path archive = folder.resolve("classes.jsa");
        try {
            syncOfAnEmbeddedDatabase(folder, new AgentClasses(jars, List.of("-XX:ArchiveClassesAtExit=" + archive)));
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot archive classes", exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while archiving classes", exception);
        }
        return new AgentClasses(jars, List.of("-XX:SharedArchiveFile=" + archive));
    }

    private static void syncOfAnEmbeddedDatabase(Path folder, AgentClasses classes)
            throws IOException, InterruptedException {
        Credentials embedded = new Credentials("jdbc:h2:file:" + folder.resolve("embedded"), "", "");
        new SpawnedAgent(folder, "archiving", Map.of("nova/main", embedded), classes, List.of()).run(0, "sync");
    }

    /** The JVM archives classes from jars only, and so folders become jars. */
    private static String onlyJars(Path folder) {
        List<String> jars = new ArrayList<>();
        for (String entry : plain().classPath().split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (entry.isEmpty()) {
                continue; // a class path may end with a separator, and the working folder is not meant
            }
            if (Files.isDirectory(path)) {
                jars.add(jarOf(path, folder.resolve(jars.size() + ".jar")).toString());
            } else if (Files.isRegularFile(path)) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jarOf(Path classes, Path jar) {
        int status = ToolProvider.findFirst("jar")
                .orElseThrow(() -> new IllegalStateException("no tool jar: the tests need a JDK, not only a runtime"))
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        jar.toString(),
                        "-C",
                        classes.toAbsolutePath().toString(),
                        ".");
        if (status != 0) {
            throw new IllegalStateException("cannot make a jar of " + classes);
        }
        return jar;
    }
}
