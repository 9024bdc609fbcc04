package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.TokenFile;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted wherever an agent has some, and looked for wherever it writes or answers. */
@Timeout(180)
class SecretsStayInsideTest {
    private static final String PASSWORD = "pl4nted-p4ssword";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void noneIsInALogAnAnswerAnErrorOrTheListOfProcesses() throws Exception {
        CommandFixture commands = new CommandFixture(folder);
        TestAuthority authority = new TestAuthority(folder, "ours");
        GeneralName address = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
        TestAuthority.Issued own = authority.issue("agent", "agent", address);
        int port = DatabaseServer.freePort();
        int database = DatabaseServer.freePort();
        String token = new TokenFile(folder.resolve("tokens")).add("ops", Role.OPERATOR);
        Path tokenFile = Files.writeString(folder.resolve("ops.token"), token + "\n");
        Path wrong = Files.writeString(folder.resolve("wrong.token"), "pl4nted-wr0ng-t0ken\n");
        commands.write(commands.agent() + "https = 127.0.0.1:" + port + "\n[tls]\ncertificate = " + own.certificate()
                + "\nkey = " + own.key() + "\n[auth]\ntokens = " + folder.resolve("tokens") + "\n"
                + commands.database("good", "nova/api")
                + CommandFixture.postgres("bad", database).replace("s3cr3t", PASSWORD));
        List<String> seen = new ArrayList<>();
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            String url = "https://127.0.0.1:" + port;
            for (String command : List.of("status", "plan", "verify", "sync")) {
                for (Path shown : List.of(tokenFile, wrong)) {
                    String[] options = {
                        "--agent", url, "--ca-cert", authority.file().toString(), "--token-file", shown.toString()
                    };
                    try (AgentUnderTest asked = commands.start(command, options)) {
                        seen.add(commandLine(asked.process()));
                        Outcome outcome = asked.ended().with(1);
                        seen.add(outcome.out() + outcome.err());
                    }
                }
            }
            seen.add(commands.run("status", "--json").out());
            seen.add(commands.run("check-config").with(0).out());
            seen.add(commandLine(agent.process()));
            agent.signal("TERM");
            seen.add(agent.ended().with(0).err());
        }
        List<String> secrets = new ArrayList<>(List.of(token, "pl4nted-wr0ng-t0ken", PASSWORD));
        Files.readAllLines(own.key()).stream()
                .filter(line -> !line.startsWith("-"))
                .forEach(secrets::add);
        Files.readAllLines(folder.resolve("tokens"))
                .forEach(line -> secrets.add(line.substring(line.indexOf("sha256:"))));
        assertThat(String.join("\n", seen)).contains("audit: sync", "refused with 401", "cannot be reached");
        for (String secret : secrets) {
            assertThat(seen).noneMatch(text -> text.contains(secret));
        }
    }

    private static String commandLine(Process process) throws Exception {
        return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    }
}
