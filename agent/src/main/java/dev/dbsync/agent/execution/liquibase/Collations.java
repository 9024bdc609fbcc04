package dev.dbsync.agent.execution.liquibase;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collations of MariaDB and MySQL under the names that current servers print. */
final class Collations {
    private static final Map<String, String> DEFAULTS = Map.of(
            "utf8", "utf8mb3_general_ci",
            "utf8mb3", "utf8mb3_general_ci",
            "latin1", "latin1_swedish_ci",
            "ascii", "ascii_general_ci");

    private Collations() {}

    /** {@code utf8_bin} is {@code utf8mb3_bin} today. */
    static String normalForm(String collation) {
        String lower = collation.toLowerCase(Locale.ROOT);
        return lower.startsWith("utf8_") ? "utf8mb3" + lower.substring("utf8".length()) : lower;
    }

    /** The collation that a character set brings with it; null for those where that depends on the server. */
    static @Nullable String defaultOf(String characterSet) {
        return DEFAULTS.get(characterSet.toLowerCase(Locale.ROOT));
    }
}
