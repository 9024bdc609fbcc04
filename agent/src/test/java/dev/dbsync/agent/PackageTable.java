package dev.dbsync.agent;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which package may use which others of the agent. A package that is not listed may not be there.
 *
 * @param root the package below which those of the table lie
 */
record PackageTable(String root) {
    private static final String MAY_USE =
            """
            schema              |
            catalog             |
            catalog.loading     | catalog
            state               | catalog
            planning            | catalog, state
            database            | schema, database.driver
            database.postgresql | database
            database.mariadb    | database
            database.h2         | database
            database.driver     | tls
            control             | database, state
            cells               |
            detection           | control, database, state, catalog, cells
            execution           | planning, control, database, catalog, state, schema
            execution.liquibase | execution, control, schema, database
            logging             |
            supervision         |
            operations          | detection, planning, execution, database, catalog, state, schema, logging
            journal             | operations
            access              |
            tls                 |
            rpc                 | operations, planning, state, execution, database, catalog, schema, access
            pages               | rpc
            server              | access, tls
            novaconf            |
            config              | database, database.driver, server, novaconf, access, tls, logging
            discovery           | config, cells, detection, operations, database, catalog
            metrics             | operations, execution, planning, state, catalog, database
            cli                 | rpc, config, access, tls
            """;

    private static final Map<String, List<String>> ROWS = rows();

    /** Those that touch neither a database, nor a clock, a logger, a file or the net. */
    static final List<String> PURE = List.of("schema", "catalog", "state", "planning", "cells");

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        MAY_USE.lines().forEach(line -> {
            int bar = line.indexOf('|');
            rows.put(line.substring(0, bar).strip(), words(line.substring(bar + 1)));
        });
        return rows;
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    boolean declares(JavaClass type) {
        return isRoot(type) || ROWS.containsKey(name(type));
    }

    /** The root wires all parts together, so it may use all. */
    boolean allows(JavaClass user, JavaClass used) {
        return isRoot(user)
                || user.getPackageName().equals(used.getPackageName())
                || ROWS.getOrDefault(name(user), List.of()).contains(name(used));
    }

    /** Whether a class is the agent's own. */
    boolean contains(JavaClass type) {
        return isRoot(type) || type.getPackageName().startsWith(root + ".");
    }

    boolean isRoot(JavaClass type) {
        return type.getPackageName().equals(root);
    }

    /** Classes of any of these packages, by their names in the table. */
    DescribedPredicate<JavaClass> in(List<String> packages) {
        return DescribedPredicate.describe(
                "in " + String.join(", ", packages), type -> contains(type) && packages.contains(name(type)));
    }

    private String name(JavaClass type) {
        return isRoot(type) || !contains(type) ? "" : type.getPackageName().substring(root.length() + 1);
    }
}
