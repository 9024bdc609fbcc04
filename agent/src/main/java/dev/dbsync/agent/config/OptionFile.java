package dev.dbsync.agent.config;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import dev.dbsync.agent.files.Writers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option file of the MySQL client, as PyMySQL reads it for {@code read_default_file}: one group of it says what the
 * URL leaves open. Problems never quote a line.
 *
 * @see <a href="https://github.com/PyMySQL/PyMySQL/blob/main/pymysql/connections.py">PyMySQL, Connection</a>
 */
final class OptionFile {
    private static final String FILE = "read_default_file";
    private static final String GROUP = "read_default_group";
    /** What PyMySQL reads where only a group is named, and the group where only a file is. */
    private static final String DEFAULT_FILE = "/etc/my.cnf";

    private static final String DEFAULT_GROUP = "client";
    /** Options that are parameters of a URL, too. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "socket", "unix_socket",
            "bind-address", "bind_address",
            "default-character-set", "charset",
            "ssl-ca", "ssl_ca",
            "ssl-capath", "ssl_capath",
            "ssl-cert", "ssl_cert",
            "ssl-key", "ssl_key",
            "ssl-cipher", "ssl_cipher");

    private final Map<String, String> options;

    private OptionFile(Map<String, String> options) {
        this.options = options;
    }

    private static boolean isNamed(SqlAlchemyUrl url) {
        return url.parameters().containsKey(FILE) || url.parameters().containsKey(GROUP);
    }

    /** Refuses a URL that names an option file, where it is not for the URL to choose what the agent reads. */
    static void refuse(SqlAlchemyUrl url) throws UnusableValueException {
        if (isNamed(url)) {
            throw new UnusableValueException(new Complaint(
                    "names an option file (" + FILE + ", " + GROUP + "), which a row may not",
                    "write what that file says into the URL itself, or into nova.conf"));
        }
    }

    /** The URL with what its option file adds, and without the parameters that name the file. */
    static SqlAlchemyUrl complete(SqlAlchemyUrl url) throws UnusableValueException {
        if (!isNamed(url)) {
            return url;
        }
        String file = only(url, FILE, DEFAULT_FILE);
        return new OptionFile(group(file, only(url, GROUP, DEFAULT_GROUP))).fill(url);
    }

    private static String only(SqlAlchemyUrl url, String parameter, String otherwise) throws UnusableValueException {
        List<String> values = url.parameters().getOrDefault(parameter, List.of(otherwise));
        if (values.size() > 1) {
            throw new UnusableValueException(
                    new Complaint("has the parameter " + parameter + " more than once", "write it once"));
        }
        return parameter.equals(FILE) ? new Parameter(parameter, values.get(0)).path() : values.get(0);
    }

    private SqlAlchemyUrl fill(SqlAlchemyUrl url) throws UnusableValueException {
        Map<String, List<String>> parameters = new LinkedHashMap<>(url.parameters());
        parameters.keySet().removeAll(List.of(FILE, GROUP));
        PARAMETERS.forEach((option, parameter) -> {
            String value = options.getOrDefault(option, "");
            if (!value.isEmpty()) {
                parameters.putIfAbsent(parameter, List.of(value));
            }
        });
        return new SqlAlchemyUrl(
                url.dialect(),
                either(url.user(), "user"),
                either(url.password(), "password"),
                either(url.host(), "host"),
                port(url.port()),
                either(url.database(), "database"),
                parameters);
    }

    /** What the URL says outweighs the file; PyMySQL takes an empty word for none. */
    private @Nullable String either(@Nullable String ofUrl, String option) {
        String filed = options.get(option);
        return filed == null || (ofUrl != null && !ofUrl.isEmpty()) ? ofUrl : filed;
    }

    private @Nullable Integer port(@Nullable Integer ofUrl) throws UnusableValueException {
        String port = options.get("port");
        if (ofUrl != null || port == null) {
            return ofUrl;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new UnusableValueException(new Complaint(
                    "names an option file whose port is not a number from 0 to 65535", "correct it there"));
        }
        return Integer.valueOf(port);
    }

    private static Map<String, String> group(String file, String group) throws UnusableValueException {
        Map<String, String> options = new HashMap<>();
        boolean inGroup = false;
        for (String line : lines(file)) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                continue;
            }
            if (text.startsWith("[") && text.indexOf(']') > 0) {
                inGroup = text.substring(1, text.indexOf(']')).equals(group);
            } else if (inGroup) {
                refuseIndented(file, line);
                add(file, text, options);
            }
        }
        return options;
    }

    /** To MySQL it is an option, to Python's parser more of the value above. */
    private static void refuseIndented(String file, String line) throws UnusableValueException {
        if (Character.isWhitespace(line.charAt(0))) {
            throw unusable(file, "has an indented line in that group", "begin it at the margin");
        }
    }

    private static void add(String file, String text, Map<String, String> options) throws UnusableValueException {
        String[] halves = text.split("[=:]", 2);
        String option = halves[0].strip().toLowerCase(Locale.ROOT);
        String value = halves.length < 2 ? "" : unquoted(halves[1].strip());
        // Python's parser refuses the file then.
        if (options.putIfAbsent(option, value) != null) {
            throw unusable(file, "has an option twice in one group", "remove one of the two");
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("'") || value.startsWith("\""))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** A file that is not there says nothing, to PyMySQL. Here it is an error: what was to be read matters. */
    private static List<String> lines(String file) throws UnusableValueException {
        Writers.warnOfUntrusted(Path.of(file));
        try {
            return new NamedFile(Path.of(file)).text().lines().toList();
        } catch (FileRefusedException refusal) {
            throw unusable(file, refusal.problem(), refusal.remedy());
        }
    }

    private static UnusableValueException unusable(String file, String problem, String remedy) {
        return new UnusableValueException(
                new Complaint("names the option file " + file + ", which " + problem, remedy));
    }
}
