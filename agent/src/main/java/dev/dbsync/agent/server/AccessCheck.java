package dev.dbsync.agent.server;

import dev.dbsync.agent.access.AccessFile;
import dev.dbsync.agent.access.AccessFileException;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import java.util.ArrayList;
import java.util.List;

/** Reads the files that settings name, as a start would, without starting anything. */
public final class AccessCheck {
    private AccessCheck() {}

    /** What is wrong with them, each fit for a person; empty if a server could start with them. */
    public static List<String> problems(AccessSettings settings) {
        List<String> problems = new ArrayList<>();
        try {
            if (settings.tls() != null) {
                TlsMaterial.ofServer(settings.tls());
            }
        } catch (PemException unusable) {
            problems.add("[tls] " + unusable.getMessage());
        }
        try {
            if (settings.tokens() != null) {
                AccessFile.ofTokens(settings.tokens());
            }
        } catch (AccessFileException unusable) {
            problems.add("[auth] tokens: " + unusable.getMessage());
        }
        try {
            if (settings.certificates() != null) {
                AccessFile.ofCertificates(settings.certificates());
            }
        } catch (AccessFileException unusable) {
            problems.add("[auth] certificates: " + unusable.getMessage());
        }
        return problems;
    }
}
