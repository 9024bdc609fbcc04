package dev.dbsync.agent.planning;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands what a request may write for a revision: {@code head}, a release, an id, a prefix of one, or {@code +N}. Pure.
 *
 * <p>Where a text could be several of these, an id in full comes before a release, and a release before a prefix of an id.
 * Nothing beyond the release that the catalogue serves is a target.
 */
public final class TargetParser {
    private static final Pattern RELATIVE = Pattern.compile("\\+([0-9]{1,6})");
    private static final int SHORTEST_PREFIX = 4;

    private TargetParser() {}

    /**
     * Understands a target.
     *
     * @param text what the request says; null means head
     * @throws RefusedRequestException for a legacy version, for a revision that is unknown, ambiguous or empty, and for
     *     one beyond the release that is served
     */
    public static Target parse(@Nullable String text, Catalog catalog) {
        if (text == null || text.equals("head")) {
            return new Target.Head();
        }
        String wanted = text.strip();
        Matcher relative = RELATIVE.matcher(wanted);
        if (relative.matches() && Integer.parseInt(relative.group(1)) > 0) {
            return new Target.Relative(Integer.parseInt(relative.group(1)));
        }
        return new Target.Named(revision(wanted, catalog).id());
    }

    /**
     * Finds the revision whose schema a database without version control is said to hold.
     *
     * @throws RefusedRequestException as {@link #parse} does, and for {@code head} and {@code +N}, which name no schema
     */
    public static Revision adopted(String text, Catalog catalog) {
        String wanted = text.strip();
        if (wanted.equals("head") || RELATIVE.matcher(wanted).matches()) {
            throw unknown(
                    quoted(wanted) + " names no schema that could be adopted.",
                    "adopt takes the revision whose schema the database holds; where to go from there, revision says.",
                    "Name ",
                    catalog);
        }
        return revision(wanted, "Name ", catalog);
    }

    /**
     * Finds the one revision that is meant.
     *
     * @param text a full id, a release, or a prefix of four or more characters that fits just one id
     * @throws RefusedRequestException as {@link #parse} does
     */
    public static Revision revision(String text, Catalog catalog) {
        return revision(text.strip(), "Ask for head, +N, ", catalog);
    }

    private static Revision revision(String wanted, String ask, Catalog catalog) {
        refuseLegacy(wanted);
        if (wanted.isEmpty()) {
            throw unknown("The revision is empty.", "An empty text names no revision.", ask, catalog);
        }
        Revision meant = catalog.find(wanted)
                .or(() -> byRelease(wanted, catalog))
                .orElseGet(() -> byPrefix(wanted, ask, catalog));
        if (catalog.isBeyondRelease(meant.id())) {
            throw new RefusedRequestException(ReleaseProblems.beyond(meant, catalog));
        }
        return meant;
    }

    private static Optional<Revision> byRelease(String wanted, Catalog catalog) {
        Optional<Release> release = catalog.findRelease(wanted);
        release.filter(named -> named.head() == null).ifPresent(legacy -> {
            throw new RefusedRequestException(ReleaseProblems.withoutRevisions(legacy, catalog));
        });
        return release.map(Release::head).flatMap(catalog::find);
    }

    private static Revision byPrefix(String wanted, String ask, Catalog catalog) {
        List<Revision> fitting = catalog.startingWith(wanted);
        if (fitting.isEmpty()) {
            throw unknown(
                    "Catalogue " + catalog.name() + " has no revision " + quoted(wanted) + ".",
                    "No revision begins with it.",
                    ask,
                    catalog);
        }
        if (wanted.length() < SHORTEST_PREFIX) {
            throw unknown(
                    "The revision " + quoted(wanted) + " is too short to be sure of.",
                    "A prefix needs at least " + SHORTEST_PREFIX + " characters.",
                    ask,
                    catalog);
        }
        if (fitting.size() > 1) {
            throw unknown(
                    "The revision " + quoted(wanted) + " is ambiguous.",
                    "It fits "
                            + String.join(
                                    ", ", fitting.stream().map(Revision::id).toList()) + ".",
                    ask,
                    catalog);
        }
        return fitting.get(0);
    }

    /** Digits of any script, as the service's own tool has it: its test is Python's {@code str.isdigit}. */
    private static void refuseLegacy(String wanted) {
        if (!wanted.isEmpty() && wanted.codePoints().allMatch(Character::isDigit)) {
            throw new RefusedRequestException(new Problem(
                    ProblemType.LEGACY_VERSION_REQUESTED,
                    "A legacy version cannot be asked for.",
                    quoted(wanted) + " is all digits, as the versions of sqlalchemy-migrate were.",
                    "Ask for head or a revision; a revision's prefix that is all digits must be written longer."));
        }
    }

    private static RefusedRequestException unknown(String message, String detail, String ask, Catalog catalog) {
        return new RefusedRequestException(new Problem(
                ProblemType.UNKNOWN_REVISION,
                message,
                detail,
                ask
                        + (catalog.releases().isEmpty() ? "" : "a release (" + catalog.describeReleases() + "), ")
                        + "or one of " + catalog.name() + ": "
                        + String.join(
                                ", ",
                                catalog.revisions().stream().map(Revision::id).toList()) + "."));
    }

    /** What a caller sent, made fit for a message: short. */
    private static String quoted(String text) {
        return "'" + (text.length() > 64 ? text.substring(0, 64) + "…" : text) + "'";
    }
}
