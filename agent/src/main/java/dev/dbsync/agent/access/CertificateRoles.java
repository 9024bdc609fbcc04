package dev.dbsync.agent.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of certificates, by their names: lines {@code name role}, empty lines, and comments from {@code #} on. A
 * certificate none of whose names is listed has no role. Nothing is a pattern: {@code *.example.org} is a name like others.
 */
public final class CertificateRoles {
    private final Map<String, Role> roles;

    private CertificateRoles(Map<String, Role> roles) {
        this.roles = Map.copyOf(roles);
    }

    static CertificateRoles parse(String text) throws AccessFileException {
        Map<String, Role> roles = new HashMap<>();
        for (AccessLine line : AccessLine.of(text)) {
            List<String> words = line.words();
            if (words.size() < 2) {
                throw line.refused("is not `name role`", "write a name of a certificate, and reader or operator");
            }
            // The last word is the role, since names of people have spaces in them.
            String role = words.get(words.size() - 1);
            String name = line.text()
                    .substring(0, line.text().length() - role.length())
                    .strip();
            if (roles.putIfAbsent(name, line.role(role)) != null) {
                throw line.refused("names a certificate that is there already", "remove one of the two lines");
            }
        }
        return new CertificateRoles(roles);
    }

    /**
     * The certificate as a caller, by the name that gives it most; empty if none of its names is listed.
     *
     * @param names those of a certificate that was found valid
     */
    public Optional<Caller> caller(Set<String> names) {
        Optional<Caller> best = Optional.empty();
        for (String name : names) {
            Role role = roles.get(name);
            if (role != null && (best.isEmpty() || !best.get().role().covers(role))) {
                best = Optional.of(new Caller("certificate " + name, role));
            }
        }
        return best;
    }
}
