package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own: an agent, and commands that find it. */
@Timeout(180)
class RunningAgentTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CommandFixture commands;

    @BeforeEach
    void configure() {
        commands = new CommandFixture(folder);
    }

    @Test
    void anAgentDoesTheWorkOfTheCommandsUntilItIsToldToStop() throws Exception {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            assertThat(commands.start("plan").ended().with(2).out()).contains("from nothing to ab450ba04102, 10 steps");
            // Only the agent's process can open its H2 files while it works on them.
            assertThat(commands.start("sync").ended().with(0).out())
                    .contains("nova_main  changed: nothing → ab450ba04102 (10 steps)");
            assertThat(commands.run("sync").with(0).out()).contains("nova_main  unchanged: ");
            assertThat(commands.run("status").with(0).out()).contains("current");
            assertThat(commands.run("sync", "--revision", "402").with(1).err()).contains("'402'");

            agent.signal("TERM");
            Outcome ended = agent.ended().with(0);
            assertThat(ended.err())
                    .contains("Listening on " + commands.socket())
                    .contains("Database nova_main at h2:file:")
                    .contains("nova_main succeeded")
                    .contains("Stopped");
            assertThat(commands.socket()).doesNotExist();
        }
    }

    @Test
    void anAgentStartsOverTheSocketOfOneThatWasKilled() throws Exception {
        try (AgentUnderTest killed = commands.start("serve").awaitReady()) {
            killed.signal("KILL");
            killed.ended().with(137);
        }
        assertThat(commands.socket()).exists();
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            agent.signal("INT");
            agent.ended().with(0);
        }
    }

    @Test
    void aSecondAgentIsRefused() {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            String refusal = commands.run("serve").with(1).err();
            assertThat(refusal)
                    .contains("another agent (process " + agent.process().pid() + ") uses the state directory");
            commands.write(commands.agent().replace("/state", "/other") + commands.database("a", "nova/api"));
            assertThat(commands.run("serve").with(1).err())
                    .contains("another agent is listening on " + commands.socket());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (SilentServer other = new SilentServer()) {
            commands.write(commands.agent().replace("http =", "http = 127.0.0.1:" + other.port())
                    + commands.database("a", "nova/api"));
            assertThat(commands.run("serve").with(1).err()).contains("cannot listen on 127.0.0.1:" + other.port());
            assertThat(commands.socket()).doesNotExist();
        }
    }

    @Test
    void aStateDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(folder.resolve("state"), "in the way");
        assertThat(commands.run("serve").with(1).err())
                .contains("cannot use the state directory " + folder.resolve("state") + ": ")
                .contains("is not a folder; ");
    }

    @Test
    void anAgentOnLoopbackIsAskedWhereThereIsNoSocket() throws Exception {
        int port;
        try (SilentServer free = new SilentServer()) {
            port = free.port();
        }
        commands.write("[agent]\nstate_dir = " + folder.resolve("state") + "\n[listen]\nunix =\nhttp = 127.0.0.1:"
                + port + "\n" + commands.database("a", "nova/api"));
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            assertThat(commands.run("status").with(2).out()).contains("nova/api", "empty");
            assertThat(commands.run("sync").with(1).err()).contains("sync needs the role operator");
            agent.signal("TERM");
            agent.ended().with(0);
        }
    }

    @Test
    void anAgentThatIsToldToStopEndsItsOperationFirst() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest agent = commands.start("serve").awaitReady();
                    AgentUnderTest sync = commands.start("sync")) {
                agent.awaitError("slow begins");
                agent.signal("TERM");
                agent.awaitError("Stopping");
                assertThat(commands.run("sync").with(1).err()).contains("The agent is stopping");
                assertThat(agent.process().isAlive()).isTrue();
                database.hangUp();
                agent.ended().with(0);
                assertThat(sync.ended().with(1).err()).containsAnyOf("lost the agent on ctl-1", "cannot be reached");
            }
        }
    }

    @Test
    void aSecondSignalEndsAnAgentAtOnce() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest agent = commands.start("serve").awaitReady();
                    AgentUnderTest sync = commands.start("sync")) {
                agent.awaitError("slow begins");
                agent.signal("TERM");
                agent.awaitError("Stopping").signal("TERM");
                agent.ended().with(143);
                sync.ended().with(1);
            }
        }
    }

    @Test
    void aSyncThatNobodyFollowsAnyMoreGoesOnInTheAgent() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest agent = commands.start("serve").awaitReady();
                    AgentUnderTest sync = commands.start("sync")) {
                agent.awaitError("slow begins");
                sync.signal("INT");
                assertThat(sync.ended().with(130).err())
                        .contains("the running agent goes on with the sync")
                        .contains("dbsync-agent status");
                assertThat(agent.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void aSyncInItsOwnProcessIsWaitedForWhenItIsInterrupted() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest sync = commands.start("sync")) {
                database.awaitConnections(1);
                sync.signal("INT");
                sync.awaitError("interrupted: the sync runs in this process");
                assertThat(sync.process().isAlive()).isTrue();
                database.hangUp();
                assertThat(sync.ended().with(130).err()).contains("the sync has come to its end");
            }
        }
    }

    @Test
    void whatListensButIsNoAgentIsNotTakenForOne() throws Exception {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(commands.socket()));
            Thread hangsUp = new Thread(() -> {
                try (SocketChannel connection = other.accept()) {
                    connection.shutdownOutput();
                } catch (java.io.IOException closed) {
                    // the test has ended
                }
            });
            hangsUp.start();
            assertThat(commands.run("status").with(1).err())
                    .contains("what listens at " + commands.socket() + " does not answer");
            hangsUp.join();
        }
    }

    @Test
    void aUserWhoMayNotAskTheAgentIsToldSo() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("a user to whom permissions matter")
                .isNotEqualTo("root");
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            Files.setPosixFilePermissions(commands.socket(), Set.of());
            assertThat(commands.run("status").with(1).err())
                    .contains("may not ask the agent at " + commands.socket() + ": permission denied; ");
            assertThat(agent.process().isAlive()).isTrue();
        }
    }
}
