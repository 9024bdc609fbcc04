package dev.dbsync.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL as SQLAlchemy's {@code make_url} takes it apart, so that a connection string of nova.conf means here
 * what it means there. Only user, password and parameters are percent-decoded, the database's name is not.
 *
 * @param dialect with its driver: {@code mysql+pymysql}
 * @param host without an IPv6 address's brackets
 * @param parameters each may be given more than once
 */
record SqlAlchemyUrl(
        String dialect,
        @Nullable String user,
        @Nullable String password,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String database,
        Map<String, List<String>> parameters) {

    // SQLAlchemy's own expression. It is not made stricter: its habits with odd passwords are part of what it means.
    private static final Pattern URL = Pattern.compile("(?<name>[\\w+]+)://"
            + "(?:(?<user>[^:/]*)(?::(?<password>[^@]*))?@)?"
            + "(?:(?:\\[(?<ipv6>[^/?]+)]|(?<host>[^/:?]+))?(?::(?<port>[^/?]*))?)?"
            + "(?:/(?<database>[^?]*))?"
            + "(?:\\?(?<query>.*))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    static SqlAlchemyUrl parse(String text) throws UnusableValueException {
        Matcher url = URL.matcher(text);
        // SQLAlchemy ignores what its expression leaves over; nothing is ignored here.
        if (!url.lookingAt() || url.end() != text.length()) {
            throw new UnusableValueException(
                    new Complaint("is not a database URL", "write it as dialect://user:password@host:port/database"));
        }
        return new SqlAlchemyUrl(
                url.group("name"),
                decoded(url.group("user")),
                decoded(url.group("password")),
                url.group("host") == null ? url.group("ipv6") : url.group("host"),
                port(url.group("port")),
                url.group("database"),
                parameters(url.group("query")));
    }

    /** What reads one parameter. */
    @FunctionalInterface
    interface ParameterReader {
        void read(Parameter parameter) throws UnusableValueException;
    }

    /** Hands on each parameter, and complains about those that are there twice; several hosts are a list. */
    void forEachParameter(ComplaintList complaints, ParameterReader reader) {
        parameters.forEach((name, values) -> complaints.gather(() -> {
            Parameter parameter = new Parameter(name, values.get(0));
            reader.read(parameter);
            if (values.size() > 1 && !name.equals("host")) {
                throw new UnusableValueException(
                        new Complaint("has the parameter " + name + " more than once", "write it once"));
            }
        }));
    }

    String requireDatabase() throws UnusableValueException {
        if (database == null || database.isEmpty()) {
            throw new UnusableValueException(
                    new Complaint("names no database", "end it in /database, before any ?parameters"));
        }
        return database;
    }

    /** Never shows the password; a parameter may hold another one. */
    @Override
    public String toString() {
        return "SqlAlchemyUrl[" + dialect + "]";
    }

    private static @Nullable String decoded(@Nullable String text) {
        return text == null ? null : PercentEncoding.decode(text);
    }

    private static @Nullable Integer port(@Nullable String text) throws UnusableValueException {
        if (text == null) {
            return null;
        }
        if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65535) {
            // What stands there may be a password whose "@host" was forgotten, so it is not shown.
            throw new UnusableValueException(new Complaint(
                    "has a port that is not a number from 0 to 65535",
                    "write it as dialect://user:password@host:port/database"));
        }
        return Integer.valueOf(text);
    }

    /** As {@code parse_qsl}: a parameter without a value is not there. */
    private static Map<String, List<String>> parameters(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && equals + 1 < pair.length()) {
                parameters
                        .computeIfAbsent(
                                PercentEncoding.decodeForm(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(PercentEncoding.decodeForm(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }
}
