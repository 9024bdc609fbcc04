package dev.dbsync.agent.pages;

import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.PlainText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where databases stand, as one HTML page that loads nothing else. Everything that comes from databases and configuration is
 * escaped.
 */
public final class StatusPage {
    private static final List<String> HEADINGS =
            List.of("Database", "Catalogue", "Engine", "State", "Revision", "Release", "Head", "Pending", "Remarks");

    /** Seconds until a browser looks again: while something is at work, and else. */
    private static final int SOON = 3;

    private static final int LATER = 30;

    private StatusPage() {}

    /**
     * The page for an answer.
     *
     * @param operations the last ones, newest first
     * @param now when this was looked at
     */
    public static String html(StatusAnswer answer, List<Operation> operations, Instant now) {
        String title = escaped("dbsync-agent " + answer.agent().name());
        String summary = answer.upToDate() ? "All databases are at head." : "Not all databases are at head.";
        String headings = HEADINGS.stream()
                .map(text -> "<th scope=\"col\">" + text + "</th>")
                .collect(Collectors.joining());
        String rows = answer.databases().stream().map(StatusPage::row).collect(Collectors.joining("\n"));
        boolean busy =
                operations.stream().anyMatch(operation -> !operation.state().ended());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="refresh" content="%d">
                <title>%s</title>
                <style>
                :root { color-scheme: light dark }
                body { font: 16px/1.5 sans-serif; margin: 1em auto; padding: 0 1em; max-width: 110em }
                .wide { overflow-x: auto }
                table { border-collapse: collapse }
                th, td { text-align: left; vertical-align: top; padding: .3em 1em .3em 0; border-bottom: 1px solid #888 }
                dt { font-weight: bold; margin-top: .6em } dd { margin: 0 0 0 1em; overflow-wrap: anywhere }
                .current { color: #060 } .attention { color: #750 } .error { color: #a00 }
                @media (prefers-color-scheme: dark) {
                .current { color: #7d7 } .attention { color: #fc6 } .error { color: #f99 } }
                </style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p>%s</p>
                %s%s<div class="wide" tabindex="0" role="region" aria-label="Databases">
                <table>
                <thead><tr>%s</tr></thead>
                <tbody>
                %s
                </tbody>
                </table>
                </div>
                %s</main>
                <footer><p>Looked at %s by dbsync-agent %s on %s.</p></footer>
                </body>
                </html>
                """
                .formatted(
                        busy ? SOON : LATER,
                        title,
                        title,
                        summary,
                        section(
                                "At work",
                                operations.stream()
                                        .filter(operation -> !operation.state().ended())
                                        .map(StatusPage::atWork)),
                        section(
                                "What to do first",
                                answer.databases().stream()
                                        .filter(status -> status.error() != null)
                                        .map(StatusPage::trouble)),
                        headings,
                        rows,
                        section(
                                "Last operations",
                                operations.stream()
                                        .filter(operation -> operation.state().ended())
                                        .map(StatusPage::ended)),
                        escaped(now.truncatedTo(ChronoUnit.SECONDS).toString()),
                        escaped(answer.agent().version()),
                        escaped(answer.agent().name()));
    }

    /** A list of terms and what is to be said of each; nothing where it is empty. */
    private static String section(String title, Stream<String> entries) {
        String all = entries.collect(Collectors.joining("\n"));
        return all.isEmpty() ? "" : "<h2>" + title + "</h2>\n<dl>\n" + all + "\n</dl>\n";
    }

    private static String entry(String kind, String term, Stream<String> lines) {
        return "<dt class=\"" + kind + "\">" + escaped(term) + "</dt>"
                + lines.map(line -> "<dd>" + escaped(line) + "</dd>").collect(Collectors.joining());
    }

    private static String atWork(Operation operation) {
        Stream<String> lines = Stream.of(
                        operation.progress().done() + " of "
                                + operation.progress().total() + " done",
                        operation.progress().current() == null
                                ? ""
                                : "now " + operation.progress().current(),
                        operation.waiting() == null ? "" : operation.waiting().describe())
                .filter(line -> !line.isEmpty());
        return entry(
                operation.waiting() == null ? "current" : "attention",
                "operation " + operation.id() + ", " + operation.state().wireName() + " since " + operation.startedAt(),
                lines);
    }

    private static String trouble(DatabaseStatus status) {
        Problem problem = Objects.requireNonNull(status.error());
        return entry(
                "error",
                status.name() + ": " + problem.message(),
                Stream.of(problem.detail(), problem.remedy()).filter(Objects::nonNull));
    }

    private static String ended(Operation operation) {
        boolean good = operation.state() == OperationState.SUCCEEDED;
        return entry(
                good ? "current" : "error",
                "operation " + operation.id() + ", " + operation.state().wireName() + " "
                        + (operation.changed() ? "after a change" : "without a change") + ", ended at "
                        + operation.finishedAt(),
                operation.databases().stream()
                        .filter(result -> result.error() != null || result.changed())
                        .map(result -> result.name() + ": "
                                + (result.error() == null
                                        ? result.applied().size() + " steps, at " + result.to()
                                        : result.error().message())));
    }

    private static String row(DatabaseStatus status) {
        String state = status.state().name().toLowerCase(Locale.ROOT);
        return "<tr>" + cell(status.name()) + cell(status.catalog()) + cell(engine(status))
                + "<td class=\"" + kind(status) + "\">" + escaped(state) + "</td>"
                + cell(revision(status)) + cell(Objects.requireNonNullElse(status.release(), "-")) + cell(status.head())
                + cell(status.pending() == null ? "-" : String.valueOf(status.pending()))
                + cell(remarks(status)) + "</tr>";
    }

    private static String kind(DatabaseStatus status) {
        if (status.error() != null) {
            return "error";
        }
        return status.upToDate() && !status.beyondRelease() ? "current" : "attention";
    }

    private static String engine(DatabaseStatus status) {
        return status.engine() == null
                ? "-"
                : status.engine().product() + " " + status.engine().version();
    }

    private static String revision(DatabaseStatus status) {
        String legacy = status.legacyVersion() == null ? "-" : "legacy " + status.legacyVersion();
        return Objects.requireNonNullElse(status.revision(), legacy);
    }

    private static String remarks(DatabaseStatus status) {
        if (status.operation() != null) {
            return "operation " + status.operation() + " is at work on it";
        }
        if (status.lock() != null) {
            return "locked by " + Objects.requireNonNullElse(status.lock().host(), "another");
        }
        return status.error() == null ? Objects.requireNonNullElse(status.standing(), "") : problem(status.error());
    }

    private static String problem(@Nullable Problem problem) {
        return problem == null ? "" : problem.message();
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String escaped(String text) {
        return PlainText.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
