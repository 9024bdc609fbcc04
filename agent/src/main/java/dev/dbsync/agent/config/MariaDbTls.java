package dev.dbsync.agent.config;

import dev.dbsync.agent.database.driver.PemTlsSockets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What PyMySQL's and mysqlclient's {@code ssl_…} parameters ask for, as one {@code sslMode} of the JDBC driver. With an
 * authority's certificate the server's name is checked too, as PyMySQL does, unless the URL says otherwise.
 */
final class MariaDbTls {

    private static final Set<String> FLAGS =
            Set.of("ssl_disabled", "ssl_verify_cert", "ssl_verify_identity", "ssl_check_hostname");
    private static final Map<String, String> REFUSED = Map.of(
            "ssl_key_password", "the passphrase of a client's key in PEM form",
            "ssl_capath", "a folder of authorities' certificates",
            "ssl_cipher", "OpenSSL's names of ciphers");
    private static final Map<String, String> MODES = Map.of(
            "DISABLED", "disable",
            "REQUIRED", "trust",
            "VERIFY_CA", "verify-ca",
            "VERIFY_IDENTITY", "verify-full");

    private final Map<String, Boolean> flags = new HashMap<>();
    private @Nullable String authority;
    private @Nullable String certificate;
    private @Nullable String key;
    private @Nullable String mode;

    static boolean knows(String parameter) {
        return parameter.startsWith("ssl_");
    }

    void read(Parameter parameter) throws UnusableValueException {
        if (FLAGS.contains(parameter.name())) {
            flags.put(parameter.name(), parameter.flag());
        } else if (parameter.name().equals("ssl_ca")) {
            authority = parameter.path();
        } else if (parameter.name().equals("ssl_cert")) {
            certificate = parameter.path();
        } else if (parameter.name().equals("ssl_key")) {
            key = parameter.path();
        } else if (parameter.name().equals("ssl_mode")) {
            mode = parameter.translated(MODES);
        } else {
            throw parameter.untranslatable(REFUSED.get(parameter.name()));
        }
    }

    /** PyMySQL passes over a key without a certificate, and so over what somebody meant. */
    void check() throws UnusableValueException {
        if (key != null && certificate == null) {
            throw new UnusableValueException(
                    new Complaint("has the parameter ssl_key without ssl_cert", "add the certificate of that key"));
        }
    }

    void addTo(JdbcParameters parameters) {
        String chosen = sslMode();
        if (chosen != null) {
            parameters.put("sslMode", chosen);
        }
        if (authority != null) {
            parameters.put("serverSslCert", authority);
        }
        if (certificate != null) {
            parameters.put(PemTlsSockets.CERTIFICATE, certificate);
            // As Python: one file may hold both.
            parameters.put(PemTlsSockets.KEY, key == null ? certificate : key);
        }
    }

    /** Null where the URL does not ask for TLS: then the driver's default stands. */
    private @Nullable String sslMode() {
        if (said("ssl_disabled", true)) {
            return "disable";
        }
        if (mode != null) {
            return mode;
        }
        boolean silent = authority == null
                && certificate == null
                && flags.keySet().stream().allMatch("ssl_disabled"::equals);
        return silent ? null : verification();
    }

    private String verification() {
        if (said("ssl_verify_identity", true) || said("ssl_check_hostname", true)) {
            return "verify-full";
        }
        if (said("ssl_verify_cert", false) || (authority == null && !said("ssl_verify_cert", true))) {
            return "trust";
        }
        boolean anyName = said("ssl_verify_identity", false) || said("ssl_check_hostname", false);
        return anyName ? "verify-ca" : "verify-full";
    }

    private boolean said(String flag, boolean value) {
        return Boolean.valueOf(value).equals(flags.get(flag));
    }
}
