package dev.dbsync.agent.cli;

import dev.dbsync.agent.tls.ClientContext;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running agents to ask, and how to be let in there. A token is never an argument, which every process could read. */
final class AgentOptions {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");
    private static final int LONGEST_FILE = 4096;

    @Option(
            names = "--agent",
            paramLabel = "ADDRESS",
            description = "Ask the running agent at https://HOST:8640, http://127.0.0.1:8639 or"
                    + " unix:/run/dbsync/agent.sock, whatever the configuration says; again for more.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file whose first line is the token to show; see `dbsync-agent token`.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca-cert",
            paramLabel = "FILE",
            description =
                    "The authority that signed the agents' certificates, in PEM. Default: those that Java trusts.")
    private @Nullable Path caCert;

    @Option(
            names = "--client-cert",
            paramLabel = "FILE",
            description = "The certificate to show to agents that ask for one, in PEM, with its chain.")
    private @Nullable Path clientCert;

    @Option(
            names = "--client-key",
            paramLabel = "FILE",
            description = "The certificate's key, in PEM. Default: in the same file.")
    private @Nullable Path clientKey;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long an agent that --agent names may take for an answer. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    boolean named() {
        return !addresses.isEmpty();
    }

    /** How long one agent may take for one answer. */
    Duration timeout() {
        return Duration.ofSeconds(timeout);
    }

    /**
     * The agents to ask.
     *
     * @throws CommandFailedException if an address or a file cannot be used
     */
    List<RemoteAgent> agents() {
        if (timeout < 1) {
            throw new CommandFailedException("--timeout must be a second or more, but is " + timeout);
        }
        AgentCredentials credentials = credentials();
        return addresses.stream()
                .distinct()
                .map(AgentOptions::address)
                .map(address -> new RemoteAgent(new AgentHttp(address, credentials), timeout()))
                .toList();
    }

    private static AgentAddress address(String text) {
        try {
            return AgentAddress.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailedException("--agent: " + malformed.getMessage());
        }
    }

    /**
     * What to show to agents.
     *
     * @throws CommandFailedException if a file cannot be used
     */
    AgentCredentials credentials() {
        if (clientKey != null && clientCert == null) {
            throw new CommandFailedException("--client-key needs --client-cert; name the certificate, too");
        }
        try {
            return new AgentCredentials(token(), ClientContext.of(TlsMaterial.of(clientCert, clientKey, caCert)));
        } catch (PemException unusable) {
            throw new CommandFailedException(String.valueOf(unusable.getMessage()));
        }
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            return null;
        }
        String token = text(tokenFile).lines().findFirst().orElse("").strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new CommandFailedException("--token-file: the first line of " + tokenFile
                    + " is not a token; write there what `dbsync-agent token add` printed, and nothing else");
        }
        return token;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new CommandFailedException(
                        "--token-file: " + file + " is too large to be a token's; name the right file");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new CommandFailedException("--token-file: " + file + " is not there; make it, or correct its path");
        } catch (AccessDeniedException denied) {
            throw new CommandFailedException("--token-file: " + file + " may not be read; call as a user who may");
        } catch (IOException failure) {
            throw new CommandFailedException("--token-file: " + file + " cannot be read; name a file of text");
        }
    }
}
