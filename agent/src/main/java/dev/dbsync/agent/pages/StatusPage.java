package dev.dbsync.agent.pages;

import dev.dbsync.agent.rpc.Problem;
import dev.dbsync.agent.rpc.Status;
import dev.dbsync.agent.rpc.StatusAnswer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where databases stand, as one HTML page that loads nothing else. Everything that comes from databases and configuration is
 * escaped.
 */
public final class StatusPage {
    private static final List<String> HEADINGS =
            List.of("Database", "Catalogue", "Engine", "State", "Revision", "Head", "Pending", "Remarks");

    private StatusPage() {}

    /** The page for an answer. */
    public static String html(StatusAnswer answer) {
        String title = escaped("dbsync-agent " + answer.agent());
        String summary = answer.upToDate() ? "All databases are at head." : "Not all databases are at head.";
        String headings = HEADINGS.stream().map(text -> "<th>" + text + "</th>").collect(Collectors.joining());
        String rows = answer.databases().stream().map(StatusPage::row).collect(Collectors.joining("\n"));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <style>
                body { font: 16px/1.5 sans-serif; margin: 2em; color: #222; background: #fff }
                table { border-collapse: collapse }
                th, td { text-align: left; vertical-align: top; padding: .3em 1em .3em 0; border-bottom: 1px solid #ccc }
                .current { color: #060 } .attention { color: #850 } .error { color: #a00 }
                </style>
                </head>
                <body>
                <h1>%s</h1>
                <p>%s</p>
                <table>
                <thead><tr>%s</tr></thead>
                <tbody>
                %s
                </tbody>
                </table>
                </body>
                </html>
                """
                .formatted(title, title, summary, headings, rows);
    }

    private static String row(Status status) {
        String state = status.state().name().toLowerCase(Locale.ROOT);
        return "<tr>" + cell(status.name()) + cell(status.catalog()) + cell(engine(status))
                + "<td class=\"" + kind(status) + "\">" + escaped(state) + "</td>"
                + cell(revision(status)) + cell(status.head()) + cell(String.valueOf(status.pending()))
                + cell(remarks(status)) + "</tr>";
    }

    private static String kind(Status status) {
        if (status.error() != null) {
            return "error";
        }
        return status.upToDate() ? "current" : "attention";
    }

    private static String engine(Status status) {
        return status.engine() == null
                ? "-"
                : status.engine().product() + " " + status.engine().version();
    }

    private static String revision(Status status) {
        String legacy = status.legacyVersion() == null ? "-" : "legacy " + status.legacyVersion();
        return Objects.requireNonNullElse(status.revision(), legacy);
    }

    private static String remarks(Status status) {
        if (status.operation() != null) {
            return "operation " + status.operation() + " is at work on it";
        }
        if (status.lock() != null) {
            return "locked by " + Objects.requireNonNullElse(status.lock().host(), "another");
        }
        return problem(status.error());
    }

    private static String problem(@Nullable Problem problem) {
        return problem == null ? "" : problem.message();
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
