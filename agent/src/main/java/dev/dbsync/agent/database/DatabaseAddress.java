package dev.dbsync.agent.database;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks for it. The URL may carry further secrets in its parameters (a key's passphrase), so
 * neither {@link #toString} nor {@link #describe} shows anything but the place.
 *
 * @param jdbcUrl begins with {@code jdbc:}; user and password are not in it
 * @param user whom to connect as; null leaves it to the driver
 * @param password the user's password; null when there is none
 */
public record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final String PREFIX = "jdbc:";
    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
    private static final Pattern CREDENTIALS = Pattern.compile("//.*@", Pattern.DOTALL);

    public DatabaseAddress {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        // The URL stays out of the message: it may hold a secret.
        if (!jdbcUrl.startsWith(PREFIX) || jdbcUrl.indexOf(':', PREFIX.length()) < 0) {
            throw new IllegalArgumentException("jdbcUrl does not begin with jdbc: and a driver's name");
        }
    }

    /** The driver's name in the URL: {@code postgresql}, {@code mariadb} or {@code h2}. */
    public String scheme() {
        return jdbcUrl.substring(PREFIX.length(), jdbcUrl.indexOf(':', PREFIX.length()));
    }

    /** Driver, host, port and database, as in {@code postgresql://db:5432/nova_api}: safe in messages and logs. */
    public String describe() {
        String place = jdbcUrl.substring(PREFIX.length());
        // Credentials first: a password may hold the characters that begin the parameters.
        String withoutCredentials = CREDENTIALS.matcher(place).replaceFirst("//");
        return PARAMETERS.matcher(withoutCredentials).replaceFirst("");
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + describe() + "]";
    }
}
