package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JDBC URL as the operator wrote it, from which user and password are taken out. */
final class JdbcUrl {

    // The separator is not one behind a backslash, which is how H2 writes it within a value.
    private static final Pattern H2_SEPARATOR = Pattern.compile("(?<!\\\\);");
    private static final Pattern PLACE = Pattern.compile("(?<place>[^?]*)(\\?(?<parameters>.*))?");

    private final String driver;
    private final String rest;
    private final List<String> kept = new ArrayList<>();
    private @Nullable String user;
    private @Nullable String password;

    private JdbcUrl(String driver, String rest) {
        this.driver = driver;
        this.rest = rest;
    }

    static DatabaseAddress parse(String text) throws UnusableValueException {
        int colon = text.indexOf(':', "jdbc:".length());
        String driver = colon < 0 ? "" : text.substring("jdbc:".length(), colon);
        JdbcUrl url = new JdbcUrl(driver, text.substring(colon + 1));
        return switch (driver) {
            case "h2" -> url.h2();
            case "postgresql" -> url.server("postgresql", value -> URLDecoder.decode(value, StandardCharsets.UTF_8));
            // MariaDB's driver serves MySQL too, and decodes nothing.
            case "mariadb", "mysql" -> url.server("mariadb", UnaryOperator.identity());
            default -> throw DatabaseUrl.unsupported(null);
        };
    }

    private DatabaseAddress server(String servingDriver, UnaryOperator<String> decoder) throws UnusableValueException {
        Matcher url = PLACE.matcher(rest);
        if (!url.matches() || !namesServer(servingDriver, url.group("place"))) {
            throw new UnusableValueException(
                    new Complaint("names no server", "write jdbc:" + driver + "://host:port/database"));
        }
        refuseCredentials(url.group("place"));
        String parameters = url.group("parameters");
        takeCredentials(parameters == null ? new String[0] : parameters.split("&"), decoder);
        String suffix = kept.isEmpty() ? "" : "?" + String.join("&", kept);
        return new DatabaseAddress("jdbc:" + servingDriver + ":" + url.group("place") + suffix, user, password);
    }

    /** PostgreSQL's driver takes a database's name alone, on this host. */
    private static boolean namesServer(String servingDriver, String place) {
        return servingDriver.equals("postgresql") ? !place.isEmpty() : place.contains("//");
    }

    private void refuseCredentials(String place) throws UnusableValueException {
        if (place.indexOf('@') >= 0) {
            throw new UnusableValueException(new Complaint(
                    "has an @ before its parameters, but a jdbc: URL holds no user:password@",
                    "write ?user=…&password=…, or the URL without jdbc:"));
        }
    }

    private DatabaseAddress h2() throws UnusableValueException {
        String[] parts = H2_SEPARATOR.split(rest, -1);
        if (parts[0].isEmpty()) {
            throw new UnusableValueException(
                    new Complaint("names no database", "write jdbc:h2:file:/path or jdbc:h2:mem:name"));
        }
        refuseShared(rest.toUpperCase(Locale.ROOT));
        takeCredentials(List.of(parts).subList(1, parts.length).toArray(String[]::new), UnaryOperator.identity());
        String settings = kept.isEmpty() ? "" : ";" + String.join(";", kept);
        return new DatabaseAddress("jdbc:h2:" + parts[0] + settings, user, password);
    }

    /** In H2 the agent's lock holds within this process only. */
    private static void refuseShared(String upperCase) throws UnusableValueException {
        if (upperCase.startsWith("TCP:") || upperCase.startsWith("SSL:") || upperCase.contains("AUTO_SERVER=TRUE")) {
            throw new UnusableValueException(new Complaint(
                    "is an H2 database that several processes may use at once",
                    "write jdbc:h2:file:/path or jdbc:h2:mem:name without AUTO_SERVER"));
        }
    }

    private void takeCredentials(String[] parameters, UnaryOperator<String> decoder) throws UnusableValueException {
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            String name = parameter.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT);
            switch (name) {
                case "user" -> user = decoded(parameter.substring(equals + 1), decoder);
                case "password" -> password = decoded(parameter.substring(equals + 1), decoder);
                default -> kept.add(parameter);
            }
        }
    }

    private static String decoded(String value, UnaryOperator<String> decoder) throws UnusableValueException {
        try {
            return decoder.apply(value);
        } catch (IllegalArgumentException malformed) {
            // Its message quotes the value, so it is left behind.
            throw new UnusableValueException(
                    new Complaint("has a % in its user or password that begins no escape", "write %25 for a %"));
        }
    }
}
