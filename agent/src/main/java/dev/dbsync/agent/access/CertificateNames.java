package dev.dbsync.agent.access;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names in a certificate: its subject's common name, and its alternative names of mail, DNS, URI and IP address. */
public final class CertificateNames {
    /** The numbers of GeneralName in RFC 5280 whose values are text: mail 1, DNS 2, URI 6, IP address 7. */
    private static final Set<Integer> TEXTUAL = Set.of(1, 2, 6, 7);

    private CertificateNames() {}

    /** All of them, the common name first. */
    public static Set<String> of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name) {
                    names.add(name);
                }
            }
            for (List<?> alternative :
                    Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.<List<?>>of())) {
                addTo(names, alternative);
            }
        } catch (CertificateParsingException | InvalidNameException unreadable) {
            // What cannot be read gives nobody a role.
            return Set.of();
        }
        return names;
    }

    private static void addTo(Collection<String> names, List<?> alternative) {
        if (alternative.get(0) instanceof Integer kind
                && TEXTUAL.contains(kind)
                && alternative.get(1) instanceof String name) {
            names.add(name);
        }
    }
}
