package dev.dbsync.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** {@code cells = all} is for Nova's main databases, and needs one api database to read the cells from. */
final class CellsRule {
    private final List<ConfiguredDatabase> databases;
    private final Consumer<ConfigurationProblem> problems;

    CellsRule(List<ConfiguredDatabase> databases, Consumer<ConfigurationProblem> problems) {
        this.databases = databases;
        this.problems = problems;
    }

    void check(Map<String, Section> sections) {
        databases.stream()
                .filter(ConfiguredDatabase::allCells)
                .forEach(database -> check(
                        database,
                        Objects.requireNonNull(sections.get(ConfiguredDatabase.SECTION_PREFIX + database.name()))));
    }

    private void check(ConfiguredDatabase database, Section section) {
        if (!database.catalog().equals(ConfiguredDatabase.NOVA_MAIN)) {
            problems.accept(section.problem(
                    "cells",
                    new Complaint("is for catalogue nova/main only", "leave it out, or write catalog = nova/main")));
            return;
        }
        try {
            requireOneApi(database, section);
        } catch (UnusableConnectionException refusal) {
            refusal.problems().forEach(problems);
        }
    }

    private void requireOneApi(ConfiguredDatabase database, Section section) throws UnusableConnectionException {
        if (database.connection().api().isPresent()) {
            return;
        }
        List<String> apis = databases.stream()
                .filter(ConfiguredDatabase::isNovaApi)
                .map(ConfiguredDatabase::name)
                .toList();
        if (apis.isEmpty()) {
            problems.accept(section.problem(
                    "cells",
                    new Complaint(
                            "there is no api database to read the cells from",
                            "set [api_database] connection in the files of nova_conf, or add a [database:NAME] with"
                                    + " catalog = nova/api")));
        } else if (apis.size() > 1) {
            problems.accept(section.problem(
                    "cells",
                    new Complaint(
                            "there are several api databases to read the cells from: " + String.join(", ", apis),
                            "name the one that is meant by nova_conf, with [api_database] connection set there")));
        }
    }
}
