package dev.dbsync.agent.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A question to a database whose rows say that something is to be done around an upgrade. Immutable.
 *
 * @param id its name, for programs
 * @param blocks whether an upgrade has to wait for it; of no account where it has a release
 * @param since the revision before which there is nothing to ask; null where each database can be asked
 * @param release the number of the release whose tool has the online data migration that is asked for; null for other questions
 * @param query a SELECT of two columns, what to show and how many that stands for; {@code {services}} in it stands for
 *     {@link Release#services}
 * @param found what it means, with {@code {count}}, {@code {release}} and {@code {services}} to be filled in
 * @param remedy what to do about it
 */
public record ReadinessCheck(
        String id,
        boolean blocks,
        @Nullable String since,
        @Nullable Integer release,
        String query,
        String found,
        String remedy) {

    private static final String SERVICES = "{services}";

    /** Whether it compares with the service version that a release needs. */
    public boolean asksForServices() {
        return query.contains(SERVICES);
    }

    /** The query for a release, of which null is none. */
    public String query(@Nullable Release served) {
        return filledIn(query, served);
    }

    /** What it means that so many were found. */
    public String found(long count, @Nullable Release served) {
        return filledIn(found, served).replace("{count}", String.valueOf(count));
    }

    private static String filledIn(String text, @Nullable Release served) {
        String named = text.replace("{release}", served == null ? "the release" : served.label());
        return served == null || served.services() == null
                ? named
                : named.replace(SERVICES, String.valueOf(served.services()));
    }
}
