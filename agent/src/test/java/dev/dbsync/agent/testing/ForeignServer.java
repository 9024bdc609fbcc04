package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server that the tests of one engine are to run on instead of the machine's own: a folder that {@code bin/servers}
 * made, in the property {@value #PROPERTY}. The tests of all other engines are left out then ({@link OnlyForeign}).
 */
public final class ForeignServer {
    private static final String PROPERTY = "dbsync.server";

    private static final String BASELINE_INTEGERS = "\\b(int|bigint|smallint|tinyint)\\(\\d+\\)";

    private ForeignServer() {}

    /** Whether the tests of an engine are to run. */
    public static boolean asked(Engine engine) {
        return folder().isEmpty() || folder(engine).isPresent();
    }

    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    static Optional<Path> folder(Engine engine) {
        return folder().filter(folder -> engine(folder) == engine);
    }

    static Engine engine(Path folder) {
        return Files.exists(folder.resolve("bin/initdb")) ? Engine.POSTGRESQL : Engine.MARIADB;
    }

    /**
     * What servers print in other words, in words that are the same on all of them: the reference was printed by MariaDB
     * 10.11 and PostgreSQL 15.
     */
    static List<String> inCommonWords(List<String> facts) {
        return folder().isEmpty()
                ? facts
                : facts.stream()
                        // PostgreSQL 18 lists them as constraints, beside the columns that say the same.
                        .filter(fact -> !fact.matches("constraint \\S+ \\S+ NOT NULL .*"))
                        .map(ForeignServer::inCommonWords)
                        .sorted()
                        .toList();
    }

    private static String inCommonWords(String fact) {
        return fact.replaceAll(BASELINE_INTEGERS, "$1")
                .replaceAll("default '(\\w*)'", "default $1")
                .replaceAll("_uca1400_ai_ci\\b", "_general_ci")
                .replaceAll("\\butf8_", "utf8mb3_")
                .replace("RESTRICT", "NO ACTION");
    }
}
