package dev.dbsync.agent.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalogue that breaks the rules. Holds every problem, so that all can be fixed at once. */
public final class BrokenCatalogException extends RuntimeException {
    private final transient List<CatalogProblem> problems;

    public BrokenCatalogException(List<CatalogProblem> problems) {
        super(problems.stream().map(CatalogProblem::describe).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<CatalogProblem> problems() {
        return problems;
    }
}
