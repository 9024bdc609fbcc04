package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.UrlForm;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A JDBC URL as the operator wrote it into dbsync.conf, from which user and password are taken out. */
final class JdbcUrl {
    static final String PREFIX = "jdbc:";

    private final String driver;
    private final UrlForm form;
    private final ComplaintList complaints = new ComplaintList();
    private final List<String> kept = new ArrayList<>();
    private @Nullable String user;
    private @Nullable String password;

    private JdbcUrl(String driver, UrlForm form) {
        this.driver = driver;
        this.form = form;
    }

    static DatabaseAddress parse(String text) throws UnusableValueException {
        int colon = text.indexOf(':', PREFIX.length());
        String driver = colon < 0 ? "" : text.substring(PREFIX.length(), colon);
        // MariaDB's driver serves MySQL, too.
        UrlForm form = UrlForm.of(driver.equals("mysql") ? "mariadb" : driver)
                .orElseThrow(() -> DatabaseUrl.unsupported(null));
        return new JdbcUrl(driver, form).address(text.substring(colon + 1));
    }

    private DatabaseAddress address(String rest) throws UnusableValueException {
        String place = form.place(rest);
        complaints.gather(() -> checkPlace(place));
        form.parameters(rest).forEach(parameter -> complaints.gather(() -> read(parameter)));
        complaints.throwIfAny();
        String parameters = String.join(form == UrlForm.H2 ? ";" : "&", kept);
        String opening = kept.isEmpty() ? "" : form == UrlForm.H2 ? ";" : "?";
        return new DatabaseAddress(
                PREFIX + (driver.equals("mysql") ? "mariadb" : driver) + ":" + place + opening + parameters,
                user,
                password);
    }

    private void checkPlace(String place) throws UnusableValueException {
        if (form.takesPlace(place)) {
            return;
        }
        if (form == UrlForm.H2) {
            throw refused(
                    "names no H2 database that is a file, or in memory, of this process alone",
                    "write jdbc:h2:file:/path or jdbc:h2:mem:name");
        }
        if (place.indexOf('@') >= 0) {
            throw refused(
                    "has an @ before its parameters, but a jdbc: URL holds no user:password@",
                    "write ?user=…&password=…, or the URL without jdbc:");
        }
        throw refused("names no server", "write jdbc:" + driver + "://host:port/database");
    }

    private void read(String parameter) throws UnusableValueException {
        int equals = parameter.indexOf('=');
        switch (parameter.substring(0, Math.max(equals, 0)).toLowerCase(Locale.ROOT)) {
            case "user" -> user = decoded(parameter.substring(equals + 1));
            case "password" -> password = decoded(parameter.substring(equals + 1));
            default -> keep(parameter);
        }
    }

    private void keep(String parameter) throws UnusableValueException {
        String problem = form.problem(parameter).orElse(null);
        if (problem != null) {
            throw refused(problem, "leave it out; docs/configuration.md lists them, and what may be their values");
        }
        kept.add(parameter);
    }

    private String decoded(String value) throws UnusableValueException {
        try {
            return form == UrlForm.POSTGRESQL ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value;
        } catch (IllegalArgumentException malformed) {
            // Its message quotes the value, so it is left behind.
            throw refused("has a % in its user or password that begins no escape", "write %25 for a %");
        }
    }

    private static UnusableValueException refused(String problem, String remedy) {
        return new UnusableValueException(new Complaint(problem, remedy));
    }
}
