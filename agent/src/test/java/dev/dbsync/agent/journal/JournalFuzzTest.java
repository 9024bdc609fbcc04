package dev.dbsync.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.fuzz.Fuzz;
import dev.dbsync.agent.fuzz.Leftovers;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of a journal that are not quite the agent's: each is told as far as it can be read, and the others whole. */
@Timeout(3_600)
final class JournalFuzzTest {
    private static final int USUAL = 1_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void noneHidesTheOthers() throws Exception {
        Operation good = JournaledOperations.record(
                new FileJournal(folder), "bbbbbbbb", JournaledOperations.NOON.minusSeconds(60));
        List<OperationEvent> events = JournaledOperations.events("aaaaaaaa");
        Fuzz fuzz = new Fuzz(List.of(
                lines(events),
                lines(events.subList(0, events.size() - 1)),
                lines(events.subList(0, 3)),
                lines(events.subList(events.size() - 1, events.size()))));
        Path file = folder.resolve(FileName.of(JournaledOperations.submitted("aaaaaaaa", JournaledOperations.NOON))
                .text());
        Leftovers before = Leftovers.since();
        FileJournal journal = new FileJournal(folder);
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            byte[] bytes = fuzz.next();
            Files.write(file, bytes);

            assertThat(journal.newest(10)).describedAs(fuzz.told(bytes)).endsWith(good);
            assertThat(journal.find("aaaaaaaa").map(Operation::toString))
                    .describedAs(fuzz.told(bytes))
                    .isNotNull();
        }
        before.requireNone();
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    private static byte[] lines(List<OperationEvent> events) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        events.forEach(event -> lines.writeBytes(EventFormat.line(event)));
        return lines.toByteArray();
    }
}
