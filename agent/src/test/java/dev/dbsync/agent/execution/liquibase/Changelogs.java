package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Script;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changelogs written in a test, and what becomes of them. */
final class Changelogs {
    static final String FILE = "01-a1b2c3d4e5f6-test.yaml";

    private Changelogs() {}

    /** A file with one changeset {@code main} that holds these changes, indented by eight blanks. */
    static String of(String changes) {
        return withAttributes("", changes);
    }

    /** The same with attributes of the changeset, indented by six blanks. */
    static String withAttributes(String attributes, String changes) {
        return """
                databaseChangeLog:
                  - changeSet:
                      id: main
                      author: test
                %s      changes:
                %s"""
                .formatted(attributes.indent(6), changes.indent(8));
    }

    static Script compile(Engine engine, String changelog) {
        return compiler(engine, changelog).compile(FILE);
    }

    static LiquibaseCompiler compiler(Engine engine, String changelog) {
        return new LiquibaseCompiler(
                engine, file -> new ByteArrayInputStream(changelog.getBytes(StandardCharsets.UTF_8)));
    }

    static List<String> statements(Engine engine, String changes) {
        return compile(engine, of(changes)).units().stream()
                .flatMap(unit -> unit.statements().stream())
                .toList();
    }

    static List<ChangeUnit> units(Engine engine, String changes) {
        return compile(engine, of(changes)).units();
    }
}
