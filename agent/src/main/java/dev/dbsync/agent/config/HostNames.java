package dev.dbsync.agent.config;

import java.util.regex.Pattern;

/** Checks a URL's host before it is put into another URL. */
final class HostNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");

    private HostNames() {}

    /** The host as it stands in a JDBC URL: an IPv6 address in brackets. */
    static String inUrl(String host) throws UnusableValueException {
        if (IPV6.matcher(host).matches()) {
            return "[" + host + "]";
        }
        if (host.indexOf('@') >= 0) {
            // What stands before the @ is the end of the password.
            throw new UnusableValueException(new Complaint(
                    "has an @ in its host, which SQLAlchemy takes from an @ within the password",
                    "write %40 for an @ in the user or password"));
        }
        if (!NAME.matcher(host).matches()) {
            throw new UnusableValueException(new Complaint(
                    "has a host that is neither a name nor an address",
                    "write host or [IPv6 address], and %2F, %3A and %3F for /, : and ? in the user or password"));
        }
        return host;
    }
}
