package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import java.util.List;
import liquibase.change.Change;

/** Turns one kind of change into units. */
@FunctionalInterface
interface ChangeTranslator<C extends Change> {
    List<ChangeUnit> translate(C change, Compilation compilation);
}
