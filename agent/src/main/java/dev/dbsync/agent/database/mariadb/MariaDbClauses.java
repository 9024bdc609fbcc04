package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.TableClauses;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Clauses in MariaDB's words, which are MySQL's too. There each statement of DDL is a commit with files made, written and
 * renamed, so that one statement for a table with all its indexes and keys costs a fraction of one for each of them.
 *
 * @see <a href="https://mariadb.com/kb/en/create-table/">MariaDB manual, CREATE TABLE</a>
 * @see <a href="https://mariadb.com/kb/en/alter-table/">MariaDB manual, ALTER TABLE</a>
 */
final class MariaDbClauses implements TableClauses {
    private static final String NAME = "(`[^`]+`|[\\w$]+)";

    private static final Pattern CREATE_INDEX = Pattern.compile(
            "(?i)CREATE (UNIQUE )?INDEX " + NAME + " ON " + NAME + " ?(\\([^()]*(?:\\(\\d+\\)[^()]*)*\\))");

    private static final Pattern ALTER_TABLE =
            Pattern.compile("(?is)ALTER TABLE " + NAME + " ((?:ADD|DROP COLUMN) [^;]+)");

    /** Options that hold neither text nor parentheses, or the last parenthesis would not be the one that ends the columns. */
    private static final Pattern CREATE_TABLE =
            Pattern.compile("(?is)(CREATE TABLE " + NAME + " \\(.*)(\\)[\\w\\s=]*)");

    private static final Pattern DROP_INDEX = Pattern.compile("(?i)DROP INDEX " + NAME + " ON " + NAME);

    private static final Pattern ANY_ALTERATION = Pattern.compile("(?is)ALTER TABLE " + NAME + " [^;]+");

    private static final String BESIDE_WRITERS = "LOCK=NONE";

    private static final Pattern DECLARABLE =
            Pattern.compile("(?is)ADD ((?:UNIQUE )?INDEX .*|CONSTRAINT .* (?:UNIQUE|FOREIGN KEY) .*)");

    @Override
    public Optional<Clause> clause(String statement) {
        Matcher index = CREATE_INDEX.matcher(statement);
        if (index.matches()) {
            String kind = index.group(1) == null ? "" : "UNIQUE ";
            return Optional.of(
                    new Clause(index.group(3), "ADD " + kind + "INDEX " + index.group(2) + " " + index.group(4)));
        }
        Matcher alteration = ALTER_TABLE.matcher(statement);
        return alteration.matches()
                ? Optional.of(new Clause(alteration.group(1), alteration.group(2)))
                : Optional.empty();
    }

    @Override
    public Optional<String> declare(String statement, List<Clause> additions) {
        Matcher creation = CREATE_TABLE.matcher(statement);
        List<Matcher> declarations = additions.stream()
                .map(addition -> DECLARABLE.matcher(addition.action()))
                .filter(Matcher::matches)
                .toList();
        if (!creation.matches() || declarations.size() < additions.size()) {
            return Optional.empty();
        }
        return Optional.of(declarations.stream()
                .map(declaration -> declaration.group(1))
                .collect(Collectors.joining(", ", creation.group(1) + ", ", creation.group(3))));
    }

    /** MariaDB has no place for it in {@code drop index}. */
    @Override
    public Optional<String> besideWriters(String statement) {
        Matcher removal = DROP_INDEX.matcher(statement);
        if (removal.matches()) {
            return Optional.of(
                    "ALTER TABLE " + removal.group(2) + " DROP INDEX " + removal.group(1) + ", " + BESIDE_WRITERS);
        }
        if (CREATE_INDEX.matcher(statement).matches()) {
            return Optional.of(statement + " " + BESIDE_WRITERS);
        }
        return ANY_ALTERATION.matcher(statement).matches()
                ? Optional.of(statement + ", " + BESIDE_WRITERS)
                : Optional.empty();
    }

    @Override
    public String alter(List<Clause> clauses) {
        return clauses.stream()
                .map(Clause::action)
                .collect(
                        Collectors.joining(", ", "ALTER TABLE " + clauses.get(0).table() + " ", ""));
    }
}
