package dev.dbsync.agent.pages;

import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where databases stand, as one HTML page that loads nothing else. Everything that comes from databases and configuration is
 * escaped. Its cells are in a table where there is room, and one below the other on a phone. A page is one thing, so this is long.
 */
public final class StatusPage {
    /** Where the same page stands still, for whoever reads or listens slowly. */
    public static final String STILL = "/still";

    private static final String MOVING = "/";

    private static final List<String> HEADINGS =
            List.of("Database", "Catalogue", "Engine", "State", "Revision", "Release", "Head", "Pending", "Remarks");

    /** Seconds until a browser looks again: while something is at work, and else. */
    private static final int SOON = 3;

    private static final int LATER = 30;

    private static final String STYLE = style("status.css");

    private StatusPage() {}

    private static String style(String resource) {
        try (InputStream text = StatusPage.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(text, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    /** Seconds until a browser looks again, with these last operations. */
    public static int again(List<Operation> operations) {
        return operations.stream().allMatch(operation -> operation.state().ended()) ? LATER : SOON;
    }

    /**
     * The page for an answer.
     *
     * @param operations the last ones, newest first
     * @param now when this was looked at
     * @param moves whether a browser looks again by itself
     */
    public static String html(StatusAnswer answer, List<Operation> operations, Instant now, boolean moves) {
        String title = escaped("dbsync-agent " + answer.agent().name());
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                %s%s<h2>Databases</h2>
                <div class="wide" tabindex="0" role="region" aria-label="Databases">
                <table>
                <thead><tr>%s</tr></thead>
                <tbody>
                %s
                </tbody>
                </table>
                </div>
                %s</main>
                <footer><p>Looked at %s by dbsync-agent %s on %s. %s</p></footer>
                </body>
                </html>
                """
                .formatted(
                        title,
                        STYLE,
                        title,
                        summary(answer),
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
                        HEADINGS.stream()
                                .map(text -> "<th scope=\"col\">" + text + "</th>")
                                .collect(Collectors.joining()),
                        answer.databases().stream().map(StatusPage::row).collect(Collectors.joining("\n")),
                        section(
                                "Last operations",
                                operations.stream()
                                        .filter(operation -> operation.state().ended())
                                        .map(StatusPage::ended)),
                        time(now),
                        escaped(answer.agent().version()),
                        escaped(answer.agent().name()),
                        moves
                                ? "It is looked at again every %d seconds: <a href=\"%s\">keep it still</a>."
                                        .formatted(again(operations), STILL)
                                : "<a href=\"%s\">Look again by itself</a>.".formatted(MOVING));
    }

    private static String summary(StatusAnswer answer) {
        List<String> kinds = answer.databases().stream().map(StatusPage::kind).toList();
        String unwell = counted(kinds, "error", " has an error.", " have an error.");
        String others = counted(kinds, "attention", " needs attention.", " need attention.");
        String kind = !unwell.isEmpty() ? "error" : !others.isEmpty() || !answer.upToDate() ? "attention" : "good";
        String text = answer.upToDate() ? "All databases are at head." : "Not all databases are at head.";
        return "<p class=\"summary " + kind + "\">" + text + unwell + others + "</p>";
    }

    private static String counted(List<String> kinds, String kind, String one, String more) {
        long count = kinds.stream().filter(kind::equals).count();
        return count == 0 ? "" : " %d of %d%s".formatted(count, kinds.size(), count == 1 ? one : more);
    }

    /** A list of terms and what is to be said of each; nothing where it is empty. */
    private static String section(String title, Stream<String> entries) {
        String all = entries.collect(Collectors.joining("\n"));
        return all.isEmpty() ? "" : "<h2>" + title + "</h2>\n<dl>\n" + all + "\n</dl>\n";
    }

    private static String entry(String kind, String term, Stream<String> lines) {
        return "<dt class=\"" + kind + "\">" + term + "</dt>"
                + lines.map(line -> "<dd>" + line + "</dd>").collect(Collectors.joining());
    }

    private static String atWork(Operation operation) {
        Progress progress = operation.progress();
        String done = "%d of %d done".formatted(progress.done(), progress.total());
        Stream<String> lines = Stream.of(
                        "<progress value=\"%d\" max=\"%d\" aria-label=\"%s\"></progress> %s"
                                .formatted(progress.done(), Math.max(progress.total(), 1), done, done),
                        progress.current() == null ? "" : escaped("now " + progress.current()),
                        operation.waiting() == null
                                ? ""
                                : escaped(operation.waiting().describe()))
                .filter(line -> !line.isEmpty());
        return entry(
                operation.waiting() == null ? "good" : "attention",
                link(operation) + ", " + operation.state().wireName() + " since " + time(operation.startedAt()),
                lines);
    }

    private static String link(Operation operation) {
        String id = escaped(operation.id());
        return "<a id=\"%1$s\" href=\"#%1$s\">operation %1$s</a>".formatted(id);
    }

    private static String time(Instant moment) {
        return escaped(PlainText.moment(moment));
    }

    private static String trouble(DatabaseStatus status) {
        Problem problem = Objects.requireNonNull(status.error());
        return entry("error", escaped(status.name() + ": " + problem.message()), detail(problem));
    }

    private static Stream<String> detail(Problem problem) {
        return Stream.concat(
                Stream.ofNullable(problem.detail()).map(StatusPage::escaped),
                Stream.ofNullable(problem.remedy()).map(remedy -> "<strong>" + escaped(remedy) + "</strong>"));
    }

    private static String ended(Operation operation) {
        boolean good = operation.state() == OperationState.SUCCEEDED;
        Instant end = operation.finishedAt();
        return entry(
                good ? "good" : "error",
                link(operation) + ", " + operation.state().wireName() + " "
                        + (operation.changed() ? "after a change" : "without a change")
                        + (end == null ? "" : ", ended at " + time(end)),
                operation.databases().stream()
                        .filter(result -> result.error() != null || result.changed())
                        .flatMap(StatusPage::result));
    }

    private static Stream<String> result(DatabaseResult result) {
        Problem problem = result.error();
        return problem == null
                ? Stream.of(
                        escaped(result.name() + ": " + steps(result.applied().size()) + ", at " + result.to()))
                : Stream.concat(Stream.of(escaped(result.name() + ": " + problem.message())), detail(problem));
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }

    private static String row(DatabaseStatus status) {
        List<String> cells = List.of(
                status.catalog(),
                engine(status),
                status.state().name().toLowerCase(Locale.ROOT),
                revision(status),
                Objects.requireNonNullElse(status.release(), "-"),
                Objects.requireNonNullElse(status.head(), "-"),
                status.pending() == null ? "-" : String.valueOf(status.pending()),
                remarks(status));
        StringBuilder row = new StringBuilder("<tr><th scope=\"row\">" + escaped(status.name()) + "</th>");
        for (int place = 0; place < cells.size(); place++) {
            String text = cells.get(place);
            String heading = HEADINGS.get(place + 1);
            String kind = heading.equals("State") ? "state " + kind(status) : text.isEmpty() ? "none" : "";
            row.append("<td class=\"%s\" data-of=\"%s\">%s</td>".formatted(kind, heading, escaped(text)));
        }
        return row + "</tr>";
    }

    private static String kind(DatabaseStatus status) {
        if (status.error() != null) {
            return "error";
        }
        return status.upToDate() && !status.beyondRelease() ? "good" : "attention";
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
        Problem problem = status.error();
        return problem == null ? Objects.requireNonNullElse(status.standing(), "") : problem.message();
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
