package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.server.AccessSettings;
import dev.dbsync.agent.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessConfigurationTest {
    private static final String TLS = "[tls]\ncertificate = /t/a.pem\nkey = /t/a.key\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private ConfigurationFixture write(String text) {
        return new ConfigurationFixture(directory).write(DATABASE + text);
    }

    @Test
    void whatIsNotSaidIsOpenToThisHostOnly() {
        assertThat(write("").loaded().access()).isEqualTo(AccessSettings.LOCAL);
        assertThat(write("[listen]\nunix_role =\nhttps =\n[tls]\n[auth]\ntokens =\n")
                        .loaded()
                        .access())
                .isEqualTo(AccessSettings.LOCAL);
    }

    @Test
    void everyKeyIsRead() {
        AccessSettings access = write("[listen]\nunix_role = reader\nunix_group = nova\nhttps = 0.0.0.0:8640\n" + TLS
                        + "client_ca = /t/ca.pem\n[auth]\ntokens = /t/tokens\ncertificates = /t/certificates\n")
                .loaded()
                .access();
        assertThat(access)
                .isEqualTo(new AccessSettings(
                        Role.READER,
                        "nova",
                        new InetSocketAddress("0.0.0.0", 8640),
                        new TlsSettings(Path.of("/t/a.pem"), Path.of("/t/a.key"), Path.of("/t/ca.pem"), null),
                        Path.of("/t/tokens"),
                        Path.of("/t/certificates")));
    }

    @Test
    void theSocketMayAskForATokenAndVariablesSayTheSameAsTheFile() {
        assertThat(write("")
                        .loaded(Map.of("DBSYNC_LISTEN_UNIX_ROLE", "none", "DBSYNC_AUTH_TOKENS", "/t/tokens"))
                        .access()
                        .unixRole())
                .isNull();
    }

    @Test
    void anAgentMayListenForOtherHostsOnly() {
        AgentConfiguration configuration = write(
                        "[listen]\nunix =\nhttp =\nhttps = [::]:8640\n" + TLS + "[auth]\ntokens = /t/tokens\n")
                .loaded();
        assertThat(configuration.unixSocket()).isNull();
        assertThat(configuration.http()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[listen]~https = 0.0.0.0:8640~[auth]~tokens = /t | [listen] https: needs a certificate; write certificate =",
                "[listen]~https = 0.0.0.0:8640~[tls]~certificate = /c~key = /k | [listen] https: would let nobody in; write tokens =",
                "[listen]~https = 0.0.0.0:8640~[tls]~certificate = /c~key = /k~client_ca = /a | [listen] https: would let nobody in;",
                "[listen]~https = ctl-1:8640 | [listen] https: \"ctl-1:8640\" is not address:port",
                "[listen]~https = 0.0.0.0:99999 | [listen] https: \"0.0.0.0:99999\" is not address:port",
                "[listen]~http = 0.0.0.0:8639 | [listen] http: \"0.0.0.0:8639\" is not a loopback address",
                "[listen]~unix_role = none | [listen] unix_role: would let nobody in; write tokens =",
                "[listen]~unix_role = admin | [listen] unix_role: \"admin\" is not a role; write operator, reader, or none",
                "[listen]~unix_group = a b | [listen] unix_group: \"a b\" is not the name of a group",
                "[tls]~certificate = /c | [tls] key: is missing; name the PEM file",
                "[tls]~key = /c | [tls] certificate: is missing; name the PEM file",
                "[tls]~certificate = c~key = /k | [tls] certificate: \"c\" is not an absolute path",
                "[auth]~certificates = /c | [auth] certificates: has no use without client_ca in [tls]",
                "[auth]~tokens = t | [auth] tokens: \"t\" is not an absolute path",
            })
    void whatWouldLetNobodyInOrIsHalfSaidIsOneError(String text, String complaint) {
        assertThat(write(text.replace('~', '\n') + "\n").problems())
                .singleElement()
                .asString()
                .contains(complaint);
    }
}
