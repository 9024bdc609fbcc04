package dev.dbsync.agent.journal;

import static dev.dbsync.agent.journal.JournaledOperations.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import dev.dbsync.agent.operations.OperationState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a file system of a few pages, which is full, or may only be read. */
class FullDiskTest {
    @TempDir
    private Path disk = Path.of("");

    @TempDir
    private Path copies = Path.of("");

    @BeforeEach
    void mount() throws Exception {
        Assumptions.assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()),
                "this user may not mount a tmpfs");
    }

    @AfterEach
    void unmount() throws Exception {
        new ProcessBuilder("umount", "--lazy", disk.toString()).start().waitFor();
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream output = Files.newOutputStream(ballast)) {
            while (true) {
                output.write(new byte[1024]);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    @Test
    void aFullDiskStopsNoOperationAndIsSaidOnce() throws Exception {
        FileJournal journal = new FileJournal(disk.resolve("journal"));
        fill();

        try (LogLines log = new LogLines()) {
            JournaledOperations.record(journal, "aaaaaaaa", NOON);
            JournaledOperations.record(journal, "bbbbbbbb", NOON);

            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line)
                    .contains("No space left on device"));
        }
        assertThat(journal.newest(10)).isEmpty();
    }

    @Test
    void anOperationIsToldWholeIfThereIsRoomAgainAtItsEnd() throws Exception {
        FileJournal journal = new FileJournal(disk.resolve("journal"));
        JournaledOperations.record(journal, "aaaaaaaa", NOON);
        List<OperationEvent> events = JournaledOperations.events("bbbbbbbb");
        Path ballast = fill();

        events.subList(0, events.size() - 1).forEach(journal::record);
        Files.delete(ballast);
        journal.record(events.get(events.size() - 1));

        assertThat(journal.find("bbbbbbbb")).contains(JournaledOperations.ended("bbbbbbbb", NOON));
    }

    @Test
    void aDiskThatFillsUpMeanwhileLeavesWholeLinesOnly() throws Exception {
        FileJournal journal = new FileJournal(disk.resolve("journal"));
        List<OperationEvent> events = JournaledOperations.events("aaaaaaaa");
        events.subList(0, 6).forEach(journal::record);
        fill();
        for (int count = 0; count < 200; count++) {
            journal.record(events.get(4));
        }
        Path file;
        try (var files = Files.list(disk.resolve("journal"))) {
            file = files.findFirst().orElseThrow();
        }
        // A copy, for this process must not open the file that it writes.
        assertThat(succeeds("cp", file.toString(), copies.toString())).isTrue();

        Operation told = new FileJournal(copies).find("aaaaaaaa").orElseThrow();

        assertThat(told.state()).isEqualTo(OperationState.INTERRUPTED);
        assertThat(Files.readString(copies.resolve(file.getFileName()))).endsWith("}\n");
        journal.record(events.get(events.size() - 1));
    }

    @Test
    void aDiskThatMayOnlyBeReadStopsNoOperationAndIsSaidOnce() throws Exception {
        FileJournal journal = new FileJournal(disk.resolve("journal"));
        Operation before = JournaledOperations.record(journal, "aaaaaaaa", NOON);
        Assumptions.assumeTrue(
                succeeds("mount", "-o", "remount,ro", disk.toString()), "this user may not remount a tmpfs");

        try (LogLines log = new LogLines()) {
            JournaledOperations.record(journal, "bbbbbbbb", NOON.plusSeconds(1));

            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line)
                    .contains("Read-only file system"));
            assertThat(journal.newest(10)).containsExactly(before);
        }
    }
}
