package dev.dbsync.agent;

import dev.dbsync.agent.access.AccessFileException;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.TokenFile;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.execution.liquibase.LiquibaseRuntime;
import dev.dbsync.agent.testing.TestAuthority;
import dev.dbsync.agent.tls.TlsMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** A whole agent on an embedded database, with all listeners, and those who come to them. */
final class ListenersUnderTest implements AutoCloseable {
    final Path folder;
    final TestAuthority authority;
    final TestAuthority stranger;
    final String reader;
    final String operator;
    final String revoked;
    private @Nullable AgentProcess agent;

    ListenersUnderTest(Path folder) throws IOException, AccessFileException {
        this.folder = folder;
        authority = new TestAuthority(folder, "ours");
        stranger = new TestAuthority(folder, "theirs");
        authority.issue(
                "agent",
                "agent",
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost"));
        TokenFile tokens = new TokenFile(tokens());
        reader = tokens.add("monitoring", Role.READER);
        operator = tokens.add("ops", Role.OPERATOR);
        revoked = tokens.add("former", Role.OPERATOR);
        tokens.revoke("former");
        Files.writeString(
                folder.resolve("certificates"),
                "# who may\nmon.example reader\nspiffe://cloud/ops operator\nOps Team operator\n");
    }

    Path tokens() {
        return folder.resolve("tokens");
    }

    Path socket() {
        return folder.resolve("agent.sock");
    }

    /** Starts the agent with more lines in {@code [listen]}. */
    ListenersUnderTest start(String listen) throws IOException {
        return start(listen, "");
    }

    /** The same, with more lines in {@code [tls]}, too. */
    ListenersUnderTest start(String listen, String tls) throws IOException {
        Files.writeString(
                configuration(),
                """
                [agent]
                name = ctl-1
                state_dir = %1$s/state
                [listen]
                unix = %1$s/agent.sock
                http = 127.0.0.1:0
                https = 127.0.0.1:0
                %2$s
                [tls]
                certificate = %1$s/agent.pem
                key = %1$s/agent.key
                client_ca = %1$s/ours-ca.pem
                %3$s
                [auth]
                tokens = %1$s/tokens
                certificates = %1$s/certificates
                [database:nova_api]
                catalog = nova/api
                release = newest
                url = jdbc:h2:file:%1$s/api;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE
                """
                        .formatted(folder, listen, tls));
        AgentConfiguration configuration = new Wiring(Map.of()).configuration(configuration());
        LiquibaseRuntime.initialise();
        agent = AgentProcess.start(configuration, new CatalogLoader().load(configuration.catalogs()), "1.2.3");
        return this;
    }

    /** Changes the configuration, and has the agent take it. */
    void reload(UnaryOperator<String> change) throws IOException {
        Files.writeString(configuration(), change.apply(Files.readString(configuration())));
        AgentConfiguration next = new Wiring(Map.of()).configuration(configuration());
        Objects.requireNonNull(agent).take(next, new CatalogLoader().load(next.catalogs()));
    }

    private Path configuration() {
        return folder.resolve("dbsync.conf");
    }

    ListenerClient unix() {
        return ListenerClient.unix(socket());
    }

    ListenerClient http() {
        return ListenerClient.http(Objects.requireNonNull(agent).httpPort().orElseThrow());
    }

    ListenerClient https() {
        return https(ListenerClient.material(null, null, authority.file()));
    }

    ListenerClient https(TestAuthority.Issued shown) {
        return https(ListenerClient.material(shown.certificate(), shown.key(), authority.file()));
    }

    int httpsPort() {
        return Objects.requireNonNull(agent).httpsPort().orElseThrow();
    }

    private ListenerClient https(TlsMaterial material) {
        return ListenerClient.https(httpsPort(), material);
    }

    @Override
    public void close() {
        if (agent == null) {
            return;
        }
        try {
            agent.stop(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
