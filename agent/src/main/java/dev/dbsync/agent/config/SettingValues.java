package dev.dbsync.agent.config;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.logging.LogFormat;
import dev.dbsync.agent.logging.LogLevel;
import dev.dbsync.agent.novaconf.NovaConfFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the plain values: names, paths, modes. */
final class SettingValues {

    // A socket's address has 108 bytes on Linux, the last of them zero.
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_PARALLEL = 100;

    private SettingValues() {}

    static String agentName(String value) throws UnusableValueException {
        if (value.isBlank() || value.length() > LONGEST_NAME || value.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    value,
                    "is not a name of 1 to " + LONGEST_NAME + " characters",
                    "write a name that tells this agent from the others");
        }
        return value;
    }

    static Path absolutePath(String value) throws UnusableValueException {
        try {
            Path path = Path.of(value);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException unusable) {
            // is refused like a relative one
        }
        throw refused(value, "is not an absolute path", "write a path that begins with /");
    }

    /** H2 takes a semicolon in a path for the end of it. */
    static Path stateDirectory(String value) throws UnusableValueException {
        if (value.indexOf(';') >= 0) {
            throw refused(value, "has a semicolon in its path", "choose another directory");
        }
        return absolutePath(value);
    }

    static Path socketPath(String value) throws UnusableValueException {
        Path path = absolutePath(value);
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw refused(
                    value,
                    "is longer than the " + LONGEST_SOCKET_PATH + " bytes of a Unix socket's path",
                    "choose a shorter one");
        }
        return path;
    }

    static String catalog(String value) throws UnusableValueException {
        if (!ConfiguredDatabase.CATALOG.matcher(value).matches()) {
            throw refused(value, "is not the name of a catalogue", "write service/database, such as nova/main");
        }
        return value;
    }

    static NovaConfFiles novaConf(String value) throws UnusableValueException {
        List<Path> paths = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            paths.add(absolutePath(part.strip()));
        }
        return new NovaConfFiles(paths);
    }

    /** There is one value so far. */
    static boolean allCells(String value) throws UnusableValueException {
        if (!value.equals("all")) {
            throw refused(value, "is not a choice of cells", "write all, or leave it out");
        }
        return true;
    }

    static int parallel(String value) throws UnusableValueException {
        if (!value.matches("[1-9][0-9]{0,2}") || Integer.parseInt(value) > MOST_PARALLEL) {
            throw refused(value, "is not a whole number from 1 to " + MOST_PARALLEL, "write one, such as 4");
        }
        return Integer.parseInt(value);
    }

    static Duration seconds(String value) throws UnusableValueException {
        if (!value.matches("[0-9]{1,5}")) {
            throw refused(value, "is not a number of seconds from 0 to 99999", "write one, such as 300");
        }
        return Duration.ofSeconds(Integer.parseInt(value));
    }

    static boolean refusesDrift(String value) throws UnusableValueException {
        if (!value.equals("fail") && !value.equals("report")) {
            throw refused(value, "is no way to take drift", "write report, or fail to have such a sync refused");
        }
        return value.equals("fail");
    }

    static LockMode lockMode(String value) throws UnusableValueException {
        return oneOf(LockMode.values(), value, "is not a way of locking", "write auto, session or lease");
    }

    static LogLevel logLevel(String value) throws UnusableValueException {
        return oneOf(LogLevel.values(), value, "is not a level of the log", "write error, warn, info or debug");
    }

    static LogFormat logFormat(String value) throws UnusableValueException {
        return oneOf(LogFormat.values(), value, "is not a form of the log", "write text or json");
    }

    private static <E extends Enum<E>> E oneOf(E[] known, String value, String problem, String remedy)
            throws UnusableValueException {
        return Stream.of(known)
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(value, problem, remedy));
    }

    private static UnusableValueException refused(String value, String problem, String remedy) {
        return new UnusableValueException(new Complaint(value, problem, remedy));
    }
}
