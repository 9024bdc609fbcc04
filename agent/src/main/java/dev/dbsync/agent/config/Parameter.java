package dev.dbsync.agent.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One parameter of a SQLAlchemy URL, and the ways of reading its value. */
record Parameter(String name, String value) {

    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y", "t", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n", "f", "0");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern OPTIONS =
            Pattern.compile("\\s*((-c\\s*|--)(search[_-]path|statement[_-]timeout|lock[_-]timeout"
                    + "|idle[_-]in[_-]transaction[_-]session[_-]timeout)=[\\w.,$\"\\\\-]*\\s*)*");
    private static final Pattern PLAIN = Pattern.compile("[\\w./-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    boolean flag() throws UnusableValueException {
        String lowered = value.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lowered) && !FALSE.contains(lowered)) {
            throw refused("is neither true nor false", "write true or false");
        }
        return TRUE.contains(lowered);
    }

    int seconds() throws UnusableValueException {
        if (!SECONDS.matcher(value).matches()) {
            throw refused("is not a whole number of seconds", "write one, such as 10");
        }
        return Integer.parseInt(value);
    }

    String path() throws UnusableValueException {
        if (!value.startsWith("/") || value.chars().anyMatch(Character::isISOControl)) {
            throw refused("is not an absolute path", "write a path that begins with /");
        }
        return value;
    }

    /** Of PostgreSQL's session those settings that change what is seen, and how long is waited: nothing that loads code. */
    String sessionOptions() throws UnusableValueException {
        if (!OPTIONS.matcher(value).matches()) {
            throw new UnusableValueException(new Complaint(
                    "the URL's parameter options sets more than search_path, statement_timeout, lock_timeout or"
                            + " idle_in_transaction_session_timeout",
                    "leave the rest out, or write a jdbc: URL into dbsync.conf"));
        }
        return value;
    }

    String oneOf(Collection<String> allowed) throws UnusableValueException {
        if (!allowed.contains(value)) {
            throw refused("is not a value that can be used here", "write one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** The other side's word for the value. */
    String translated(Map<String, String> words) throws UnusableValueException {
        String word = words.get(value);
        if (word == null) {
            throw refused("cannot be said to the JDBC driver", "write one of " + String.join(", ", words.keySet()));
        }
        return word;
    }

    /** Refuses the parameter altogether; its value may be a secret and is not shown. */
    UnusableValueException untranslatable(@Nullable String meaning) {
        String what = meaning == null ? "is not known to this agent" : "(" + meaning + ") cannot be passed on";
        return new UnusableValueException(new Complaint(
                "the URL's parameter " + shownName() + " " + what,
                "leave it out, or write a jdbc: URL with the JDBC driver's own parameters into dbsync.conf"));
    }

    UnusableValueException refused(String problem, String remedy) {
        // What does not look like such a value may be half of another URL, with a password in it.
        String shown = PLAIN.matcher(value).matches() ? name + "=" + value : name;
        return new UnusableValueException(new Complaint("the URL's parameter " + shown + " " + problem, remedy));
    }

    /** A password with an unescaped question mark can end up as a parameter's name. */
    private String shownName() {
        return NAME.matcher(name).matches() ? name : "(a name of odd characters)";
    }

    @Override
    public String toString() {
        return "Parameter[" + shownName() + "]";
    }
}
