package dev.dbsync.agent.testing;

/** What tests need to know of Nova's two databases. */
public enum NovaCatalogue {
    MAIN("nova/main", "8f2f1571d55b", "ccb0fa1a2252", 401, 422),
    API("nova/api", "d67eeaabee36", "b30f573d3377", 66, 87);

    private final String label;
    private final String initialRevision;
    private final String newestKnownToDebian;
    private final int versionBeforeFirst;
    private final int lastLegacyVersion;

    NovaCatalogue(
            String label,
            String initialRevision,
            String newestKnownToDebian,
            int versionBeforeFirst,
            int lastLegacyVersion) {
        this.label = label;
        this.initialRevision = initialRevision;
        this.newestKnownToDebian = newestKnownToDebian;
        this.versionBeforeFirst = versionBeforeFirst;
        this.lastLegacyVersion = lastLegacyVersion;
    }

    /** {@code nova/main} or {@code nova/api}. */
    public String label() {
        return label;
    }

    public String initialRevision() {
        return initialRevision;
    }

    /** The newest revision that the {@code nova-manage} of Debian 12 can reach. */
    public String newestKnownToDebian() {
        return newestKnownToDebian;
    }

    /** The version that sqlalchemy-migrate records before the first legacy step has run. */
    public int versionBeforeFirst() {
        return versionBeforeFirst;
    }

    /** The version of the first legacy step, which holds the whole schema. */
    public int firstLegacyVersion() {
        return versionBeforeFirst + 1;
    }

    public int lastLegacyVersion() {
        return lastLegacyVersion;
    }

    /** The name of this catalogue's folder in Nova's Python package. */
    String pythonName() {
        return label.substring(label.indexOf('/') + 1);
    }
}
