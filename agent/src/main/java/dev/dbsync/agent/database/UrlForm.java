package dev.dbsync.agent.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JDBC URL of each driver may hold. None of these parameters runs a statement or loads a class on connecting, and
 * of files they name those of TLS alone. What is not listed is not passed on, whoever wrote it.
 */
public enum UrlForm {
    POSTGRESQL(
            "postgresql",
            "//" + Text.SERVERS + "/[^/?&;#\\s\\p{Cntrl}]*|[^/?&;#\\s\\p{Cntrl}]+",
            """
            text   ApplicationName currentSchema options sslpassword
            word   channelBinding gssEncMode loadBalanceHosts localSocketAddress preferQueryMode requireAuth
            word   sslmode sslNegotiation targetServerType
            number cancelSignalTimeout connectTimeout defaultRowFetchSize hostRecheckSeconds
            number preparedStatementCacheQueries preparedStatementCacheSizeMiB prepareThreshold protocolVersion
            number receiveBufferSize scramMaxIterations sendBufferSize socketTimeout sslResponseTimeout
            flag   ssl tcpKeepAlive tcpNoDelay
            file   socketFactoryArg sslcert sslkey sslrootcert
            """),

    MARIADB(
            "mariadb",
            Text.BALANCING + "//" + Text.SERVERS + "(/[\\p{L}\\p{M}\\p{N}_$.%+~-]*)?",
            """
            word      connectionTimeZone enabledSslCipherSuites enabledSslProtocolSuites localSocketAddress
            word      restrictedAuth sslMode timezone
            number    connectTimeout maxAllowedPacket socketTimeout tcpKeepCount tcpKeepIdle tcpKeepInterval
            flag      allowPublicKeyRetrieval disableSslHostnameVerification disconnectOnExpiredPasswords
            flag      fallbackToSystemTrustStore tcpAbortiveClose tcpKeepAlive trustServerCertificate useCompression
            flag      useSsl
            path      pemCertificate pemKey serverSslCert unixSocketPath
            variables sessionVariables
            """),

    /** No servers: the agent's lock in H2 holds within this process only. H2 makes SQL of the settings. */
    H2(
            "h2",
            "file:/[^;]*|mem:[\\w.-]*",
            """
            word   CASE_INSENSITIVE_IDENTIFIERS DATABASE_TO_LOWER DATABASE_TO_UPPER DB_CLOSE_ON_EXIT
            word   DEFAULT_NULL_ORDERING IFEXISTS MODE NON_KEYWORDS
            number CACHE_SIZE DB_CLOSE_DELAY DEFAULT_LOCK_TIMEOUT LOCK_TIMEOUT QUERY_TIMEOUT WRITE_DELAY
            """);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_ ]*");

    private final String driver;
    private final Pattern place;
    /** Patterns of values, by names in lower case: two of the drivers take names in any case. */
    @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf makes no other
    private final Map<String, Pattern> parameters;

    UrlForm(String driver, String place, String parameters) {
        this.driver = driver;
        this.place = Pattern.compile(place, Pattern.DOTALL);
        Map<String, Pattern> patterns = new HashMap<>();
        parameters.lines().map(line -> line.split("\\s+")).forEach(words -> Stream.of(words)
                .skip(1)
                .forEach(name -> patterns.put(name.toLowerCase(Locale.ROOT), Text.pattern(words[0]))));
        this.parameters = Map.copyOf(patterns);
    }

    /** Constants of an enumeration are made before its own fields. */
    private static final class Text {
        static final String PORT =
                "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
        static final String SERVER = "(\\[[0-9A-Fa-f:.]+(%[\\w.-]+)?]|[\\w.-]*)(:" + PORT + ")?";
        static final String SERVERS = SERVER + "(," + SERVER + ")*";
        static final String BALANCING = "((sequential|loadbalance|load-balance|replication):)?";

        static Pattern pattern(String kind) {
            return Pattern.compile(
                    switch (kind) {
                        case "text" -> "[^\\p{Cntrl}]*";
                        case "word" -> "[\\w.,:!/+-]*";
                        case "number" -> "-?[0-9]{1,9}";
                        case "flag" -> "(?i)true|false|1|0";
                        case "file" -> "/[^\\p{Cntrl}]*";
                        case "path" -> "/[^&?#;\\p{Cntrl}]*";
                        // A literal each: nothing that could call a function.
                        case "variables" -> "\\w+=[\\w.'-]+(,\\w+=[\\w.'-]+)*";
                        default -> throw new IllegalArgumentException(kind);
                    });
        }
    }

    /** The form of a driver's URLs; empty if the driver is none that the agent uses. */
    public static Optional<UrlForm> of(String driver) {
        return Stream.of(values()).filter(form -> form.driver.equals(driver)).findFirst();
    }

    /** The URL's part before the parameters, without {@code jdbc:} and the driver. */
    public String place(String rest) {
        int end = rest.indexOf(this == H2 ? ';' : '?');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** The URL's parameters, each {@code name=value}. */
    public List<String> parameters(String rest) {
        String place = place(rest);
        String behind = rest.substring(Math.min(rest.length(), place.length() + 1));
        return Stream.of(behind.split(this == H2 ? ";" : "&"))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** Whether this can be where a database is. */
    public boolean takesPlace(String text) {
        return place.matcher(text).matches();
    }

    /** What is wrong with a parameter, to be read after the URL; empty if it may be passed on. Shows no value. */
    public Optional<String> problem(String parameter) {
        String[] halves = parameter.split("=", 2);
        Pattern values = parameters.get(halves[0].toLowerCase(Locale.ROOT));
        String shown = NAME.matcher(halves[0]).matches() ? halves[0] : "(of odd characters)";
        if (values == null || halves.length < 2) {
            return Optional.of("has the parameter " + shown + ", which is none of those that are passed on");
        }
        return values.matcher(decoded(halves[1])).matches()
                ? Optional.empty()
                : Optional.of("has a value of the parameter " + shown + " that is not passed on");
    }

    /** Only PostgreSQL's driver decodes; what cannot be decoded fits nothing. */
    private String decoded(String value) {
        try {
            return this == POSTGRESQL ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value;
        } catch (IllegalArgumentException malformed) {
            return "\0";
        }
    }
}
