package dev.dbsync.agent.execution.liquibase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names of database objects as data: lower-case, whatever the engine makes of them. */
final class Names {
    private Names() {}

    static String of(String declared) {
        return declared.trim().toLowerCase(Locale.ROOT);
    }

    /** The names of a list as changelogs write one: {@code host, deleted}. */
    static List<String> listed(String declared) {
        return Arrays.stream(declared.split(",")).map(Names::of).toList();
    }
}
