package dev.dbsync.agent.database;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks for it: the only thing that a driver is ever connected by. One that holds more than
 * {@link UrlForm} lists cannot be made. The URL may carry further secrets in its parameters (a key's passphrase), so
 * neither {@link #toString} nor {@link #describe} shows anything but the place.
 *
 * @param jdbcUrl begins with {@code jdbc:}; user and password are not in it
 * @param user whom to connect as; null leaves it to the driver
 * @param password the user's password; null when there is none
 */
public record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String PREFIX = "jdbc:";

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException if it is none of those that the agent connects by; the message holds nothing of it
     *     but a parameter's name
     */
    public DatabaseAddress {
        if (!jdbcUrl.startsWith(PREFIX) || jdbcUrl.indexOf(':', PREFIX.length()) < 0) {
            throw new IllegalArgumentException("jdbcUrl does not begin with jdbc: and a driver's name");
        }
        UrlForm form = form(jdbcUrl);
        if (!form.takesPlace(form.place(rest(jdbcUrl)))) {
            throw new IllegalArgumentException("jdbcUrl does not say plainly where the database is");
        }
        for (String parameter : form.parameters(rest(jdbcUrl))) {
            form.problem(parameter).ifPresent(problem -> {
                throw new IllegalArgumentException("jdbcUrl " + problem);
            });
        }
    }

    /** The driver's name in the URL: {@code postgresql}, {@code mariadb} or {@code h2}. */
    public String scheme() {
        return scheme(jdbcUrl);
    }

    /** Whether it is an embedded database, for trying things out, which Nova has no driver for. */
    public boolean isEmbedded() {
        return scheme().equals("h2");
    }

    /** Whether the URL says something about a parameter. */
    public boolean says(String parameter) {
        return form(jdbcUrl).parameters(rest(jdbcUrl)).stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith(parameter.toLowerCase(Locale.ROOT) + "="));
    }

    /** Driver, host, port and database, as in {@code postgresql://db:5432/nova_api}: safe in messages and logs. */
    public String describe() {
        return scheme() + ":" + form(jdbcUrl).place(rest(jdbcUrl));
    }

    private static String scheme(String jdbcUrl) {
        return jdbcUrl.substring(PREFIX.length(), jdbcUrl.indexOf(':', PREFIX.length()));
    }

    private static String rest(String jdbcUrl) {
        return jdbcUrl.substring(jdbcUrl.indexOf(':', PREFIX.length()) + 1);
    }

    private static UrlForm form(String jdbcUrl) {
        return UrlForm.of(scheme(jdbcUrl))
                .orElseThrow(() -> new IllegalArgumentException("jdbcUrl is of a driver that the agent does not have"));
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + describe() + "]";
    }
}
