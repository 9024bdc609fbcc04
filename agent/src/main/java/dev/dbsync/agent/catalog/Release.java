package dev.dbsync.agent.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A release of a catalogue's service: what operators know a schema by. Immutable.
 *
 * @param series such as {@code 2025.1}; null for those from before series had names of their own
 * @param name such as {@code Epoxy}
 * @param version the first number of the service's own version, such as 31 for Nova 31.x
 * @param head the revision at which the release's own tool stops; null where the tool knew legacy versions alone
 * @param legacy the last legacy version that the release's own tool knew; null where its legacy steps were gone
 * @param slurp whether one may upgrade from this release to the one after next
 * @param services the oldest version of a service that it works with, as {@code services.version} has it; null where it says none
 * @param unreleased whether the release is still to come; only the newest may be
 */
public record Release(
        @Nullable String series,
        String name,
        int version,
        @Nullable String head,
        @Nullable Integer legacy,
        boolean slurp,
        @Nullable Integer services,
        boolean unreleased) {

    /** The word for the newest release, in configurations. */
    public static final String NEWEST = "newest";

    /** How clients are told of it: the series, or the name in lower case where there is none. */
    public String id() {
        return series == null ? name.toLowerCase(Locale.ROOT) : series;
    }

    /** How people are told of it: {@code 2025.1 (Epoxy)}, or {@code Zed}. */
    public String label() {
        return (series == null ? name : series + " (" + name + ")") + (unreleased ? ", unreleased" : "");
    }

    /** Whether a text means this release: its series or its name, in any case. */
    public boolean isCalled(String text) {
        return text.equalsIgnoreCase(name) || text.equals(series);
    }
}
