package dev.dbsync.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every section and key there is. A new key is one more word here, and its reading in {@link SettingsReader} or
 * {@link DatabaseSectionReader}. */
enum KnownSections {
    AGENT("agent", "name", "state_dir", "catalogs", "parallel", "log_level", "log_format"),
    LISTEN("listen", "unix", "unix_role", "unix_group", "http", "https"),
    TLS("tls", "certificate", "key", "client_ca", "client_crl"),
    AUTH("auth", "tokens", "certificates"),
    DATABASE(
            ConfiguredDatabase.SECTION_PREFIX,
            "catalog",
            "release",
            "url",
            "nova_conf",
            "cells",
            "lock",
            "busy_wait",
            "drift",
            "canary");

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes no other
    private final List<String> keys;

    KnownSections(String name, String... keys) {
        this.name = name;
        this.keys = List.of(keys);
    }

    String sectionName() {
        return name;
    }

    List<String> keys() {
        return keys;
    }

    static Optional<KnownSections> named(String section) {
        return Stream.of(values()).filter(known -> known.fits(section)).findFirst();
    }

    /** What a section may be called, for messages. */
    static List<String> names() {
        return Stream.of(values())
                .map(known -> known == DATABASE ? known.name + "NAME" : known.name)
                .toList();
    }

    private boolean fits(String section) {
        return this == DATABASE ? section.startsWith(name) : section.equals(name);
    }
}
