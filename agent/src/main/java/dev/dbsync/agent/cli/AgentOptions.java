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
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running agents to ask, and how to be let in there. A token is never an argument, which every process could read. */
final class AgentOptions {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");
    private static final int LONGEST_TOKEN = 4096;
    private static final int LONGEST_LIST = 1 << 20;

    @Option(
            names = "--agent",
            paramLabel = "ADDRESS",
            description = "Ask the one at https://HOST:8640, http://127.0.0.1:8639 or"
                    + " unix:/run/dbsync/agent.sock; again for more.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--agents-file",
            paramLabel = "FILE",
            description = "Ask those of a file, too: an address a line, as --agent has it; lines that begin with #"
                    + " are comments.")
    private @Nullable Path agentsFile;

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
            description = "How long one of them may take for an answer. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    boolean named() {
        return !addresses.isEmpty() || agentsFile != null;
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
        return Stream.concat(addresses.stream().map(address -> address("--agent", address)), ofFile())
                .distinct()
                .map(address -> new RemoteAgent(new AgentHttp(address, credentials), timeout()))
                .toList();
    }

    private Stream<AgentAddress> ofFile() {
        if (agentsFile == null) {
            return Stream.of();
        }
        List<String> lines =
                text("--agents-file", agentsFile, LONGEST_LIST).lines().toList();
        List<AgentAddress> found = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                found.add(address("--agents-file: " + agentsFile + ":" + number, line));
            }
        }
        if (found.isEmpty()) {
            throw new CommandFailedException(
                    "--agents-file: " + agentsFile + " names no agent; write an address a line");
        }
        return found.stream();
    }

    private static AgentAddress address(String where, String text) {
        try {
            return AgentAddress.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailedException(where + ": " + malformed.getMessage());
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
            if (clientCert == null && caCert == null) {
                return new AgentCredentials(token(), AgentCredentials::ofMachine);
            }
            SSLContext context = ClientContext.of(TlsMaterial.of(clientCert, clientKey, caCert));
            return new AgentCredentials(token(), () -> context);
        } catch (PemException unusable) {
            throw new CommandFailedException(String.valueOf(unusable.getMessage()));
        }
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            return null;
        }
        String token = text("--token-file", tokenFile, LONGEST_TOKEN)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (!TOKEN.matcher(token).matches()) {
            throw new CommandFailedException("--token-file: the first line of " + tokenFile
                    + " is not a token; write there what `dbsync-agent token add` printed, and nothing else");
        }
        return token;
    }

    private static String text(String option, Path file, int longest) {
        try {
            if (Files.size(file) > longest) {
                throw new CommandFailedException(
                        option + ": " + file + " is larger than " + longest + " bytes; name the right file");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new CommandFailedException(option + ": " + file + " is not there; make it, or correct its path");
        } catch (AccessDeniedException denied) {
            throw new CommandFailedException(option + ": " + file + " may not be read; call as a user who may");
        } catch (IOException failure) {
            throw new CommandFailedException(option + ": " + file + " cannot be read; name a file of text");
        }
    }
}
