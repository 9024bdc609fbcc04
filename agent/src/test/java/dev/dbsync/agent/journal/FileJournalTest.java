package dev.dbsync.agent.journal;

import static dev.dbsync.agent.journal.JournaledOperations.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationEvent;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.state.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    private Path temporary = Path.of("");

    private Path folder() {
        return temporary.resolve("state").resolve("journal");
    }

    private FileJournal journal() {
        return new FileJournal(folder());
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    /** What a process leaves behind that is killed after so many events: a file that nobody holds. */
    private Path abandoned(String id, int events) throws Exception {
        return leave(id, lines(JournaledOperations.events(id).subList(0, events)));
    }

    private static byte[] lines(List<OperationEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(new String(EventFormat.line(event), StandardCharsets.UTF_8)));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path leave(String id, byte[] content) throws Exception {
        Files.createDirectories(folder());
        return Files.write(
                folder().resolve(FileName.of(JournaledOperations.submitted(id, NOON))
                        .text()),
                content);
    }

    @Test
    void tellsAllOfAnOperationThatHasEnded() {
        Operation operation = JournaledOperations.record(journal(), "aaaaaaaa", NOON);

        assertThat(journal().find("aaaaaaaa")).contains(operation);
        assertThat(journal().newest(1)).containsExactly(operation);
        assertThat(journal().find("aaaaaaa")).isEmpty();
        assertThat(journal().find("../journal")).isEmpty();
    }

    @Test
    void tellsTheSameOfItFromItsEventsAlone() throws Exception {
        List<OperationEvent> events = JournaledOperations.events("aaaaaaaa");
        leave("aaaaaaaa", lines(events.subList(0, events.size() - 1)));

        Operation told = journal().find("aaaaaaaa").orElseThrow();

        Operation operation = JournaledOperations.ended("aaaaaaaa", NOON);
        assertThat(told.databases()).isEqualTo(operation.databases());
        assertThat(told.state()).as("all its databases had ended").isEqualTo(OperationState.FAILED);
    }

    @Test
    void tellsTheNewestFirstAndNoMoreThanAreAskedFor() {
        for (int minute : List.of(3, 1, 2)) {
            JournaledOperations.record(journal(), "0000000" + minute, NOON.plus(Duration.ofMinutes(minute)));
        }

        assertThat(journal().newest(10)).extracting(Operation::id).containsExactly("00000003", "00000002", "00000001");
        assertThat(journal().newest(2)).extracting(Operation::id).containsExactly("00000003", "00000002");
    }

    @Test
    void callsInterruptedWhatItsProcessLeftWithoutAnEnd() throws Exception {
        abandoned("aaaaaaaa", 6);

        Operation operation = journal().find("aaaaaaaa").orElseThrow();

        assertThat(operation.state()).isEqualTo(OperationState.INTERRUPTED);
        assertThat(operation.finishedAt()).isEqualTo(NOON.plusSeconds(2));
        assertThat(operation.changed()).isTrue();
        assertThat(operation.progress().total()).isEqualTo(7);
        DatabaseResult begun = operation.databases().get(0);
        assertThat(begun.state()).isEqualTo(OperationState.INTERRUPTED);
        assertThat(begun.applied()).hasSize(1);
        Problem problem = Objects.requireNonNull(begun.error());
        assertThat(problem.message()).isEqualTo("The agent stopped while the operation ran.");
        assertThat(problem.detail()).contains(NOON.plusSeconds(2).toString()).contains("1 step ");
        assertThat(problem.remedy()).contains("goes on where this one stopped");
        assertThat(Objects.requireNonNull(operation.databases().get(1).error()).detail())
                .contains("had not come to this database");
    }

    @Test
    void leavesOutWhatThisProcessIsStillWriting() {
        FileJournal journal = journal();
        List<OperationEvent> events = JournaledOperations.events("aaaaaaaa");
        events.subList(0, 6).forEach(journal::record);

        assertThat(journal().newest(10)).isEmpty();
        events.subList(6, events.size()).forEach(journal::record);
        assertThat(journal().newest(10)).hasSize(1);
    }

    @Test
    void makesTheMostOfAFileThatWasCutOffAtAnyByte() throws Exception {
        byte[] whole = lines(JournaledOperations.events("aaaaaaaa"));
        int lastLine = whole.length
                - EventFormat.line(new OperationEvent.Ended(JournaledOperations.ended("aaaaaaaa", NOON))).length;
        int firstLine = EventFormat.line(JournaledOperations.events("aaaaaaaa").get(0)).length;
        for (int length = 0; length < whole.length - 1; length += 5) {
            leave("aaaaaaaa", Arrays.copyOf(whole, length));
            List<Operation> told = journal().newest(10);
            if (length < firstLine - 1) {
                assertThat(told).as("%s bytes", length).isEmpty();
            } else {
                assertThat(told.get(0).state())
                        .as("%s of %s bytes", length, whole.length)
                        .isEqualTo(length < lastLine - 1 ? OperationState.INTERRUPTED : OperationState.FAILED);
            }
        }
    }

    @Test
    void passesOverLinesThatItCannotReadAndSaysSoOnce() throws Exception {
        List<String> lines = new ArrayList<>(
                new String(lines(JournaledOperations.events("aaaaaaaa").subList(0, 7)), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
        lines.add(2, "{\"event\":\"from a later version\",\"operation\":\"aaaaaaaa\"}");
        lines.add(4, "\u0000\u0000\u0000");
        lines.add(5, "{\"event\":\"step\",\"operation\":\"aaaaaaaa\",\"database\":\"nova_api\"}");
        lines.add(6, "[]");
        lines.add(7, "null");
        Path file = leave("aaaaaaaa", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));

        try (LogLines log = new LogLines()) {
            FileJournal journal = journal();
            journal.newest(10);
            Operation operation = journal.find("aaaaaaaa").orElseThrow();

            assertThat(operation.databases().get(0).applied()).hasSize(2);
            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line)
                    .contains(file.toString())
                    .contains("5 of its 12 lines cannot be read, the first is line 3"));
        }
    }

    @Test
    void readsWhatALaterVersionAddsToAnEvent() throws Exception {
        String line = new String(lines(JournaledOperations.events("aaaaaaaa").subList(0, 1)), StandardCharsets.UTF_8);
        leave(
                "aaaaaaaa",
                line.replace("\"host\"", "\"colour\":{\"of\":[1]},\"host\"").getBytes(StandardCharsets.UTF_8));

        assertThat(journal().find("aaaaaaaa")).isPresent();
    }

    /** Files of today must be readable for good: what is written here is what version 1 wrote. */
    @Test
    void readsTheFilesOfTheFirstVersion() throws Exception {
        leave(
                "aaaaaaaa",
                """
                {"event":"submitted","snapshot":{"id":"aaaaaaaa","state":"QUEUED","startedAt":"2026-01-02T12:00:00Z","host":"ctl-1","progress":{"done":0,"total":0},"databases":[{"name":"nova_api","state":"QUEUED","changed":false,"applied":[]}]}}
                {"event":"started","operation":"aaaaaaaa","at":"2026-01-02T12:00:01Z"}
                {"event":"database","operation":"aaaaaaaa","at":"2026-01-02T12:00:02Z","result":{"name":"nova_api","state":"RUNNING","from":{"legacyVersion":66},"to":"d67eeaabee36","changed":true,"applied":[]}}
                {"event":"progress","operation":"aaaaaaaa","at":"2026-01-02T12:00:03Z","progress":{"done":2,"total":9,"current":"nova_api: 67: table users"}}
                {"event":"step","operation":"aaaaaaaa","database":"nova_api","step":{"kind":"LEGACY","id":"67","duration":"PT1.5S","appliedAt":"2026-01-02T12:00:04Z"}}
                """
                        .getBytes(StandardCharsets.UTF_8));

        Operation operation = journal().find("aaaaaaaa").orElseThrow();

        assertThat(operation.state()).isEqualTo(OperationState.INTERRUPTED);
        assertThat(operation.finishedAt()).isEqualTo(Instant.parse("2026-01-02T12:00:04Z"));
        assertThat(operation.progress().done()).isEqualTo(2);
        assertThat(operation.databases().get(0).to()).isEqualTo("d67eeaabee36");
        assertThat(operation.databases().get(0).applied().get(0).durationMs()).isEqualTo(1500);
    }

    @Test
    void leavesFilesAloneThatAreNotItsOwn() throws Exception {
        Files.createDirectories(folder().resolve("20260102T120000.000Z-folder.jsonl"));
        Files.writeString(folder().resolve("notes.txt"), "mine");
        Files.writeString(folder().resolve("20260102T120000.000Z-empty.jsonl"), "");

        assertThat(journal().newest(10)).isEmpty();
        JournaledOperations.record(journal(), "aaaaaaaa", NOON);
        assertThat(journal().newest(10)).hasSize(1);
        assertThat(files()).hasSize(4);
    }

    @Test
    void makesNothingToAnswerAQuestion() {
        assertThat(journal().newest(10)).isEmpty();
        assertThat(journal().find("aaaaaaaa")).isEmpty();

        assertThat(temporary.resolve("state")).doesNotExist();
    }

    @Test
    void letsNobodyElseRead() throws Exception {
        JournaledOperations.record(journal(), "aaaaaaaa", NOON);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void givesWhatRootWritesToWhomTheStateDirectoryBelongs() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        Path state = Files.createDirectories(temporary.resolve("state"));
        Files.setOwner(
                state, state.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        JournaledOperations.record(journal(), "aaaaaaaa", NOON);

        assertThat(Files.getOwner(folder()).getName()).isEqualTo("nobody");
        assertThat(Files.getOwner(files().get(0)).getName()).isEqualTo("nobody");
    }

    @Test
    void keepsTheLastThousandAndThoseThatRun() throws Exception {
        FileJournal journal = journal();
        List<OperationEvent> running = JournaledOperations.events("99999999", NOON.minusSeconds(1));
        running.subList(0, 3).forEach(journal::record);
        byte[] content = lines(JournaledOperations.events("aaaaaaaa"));
        for (int number = 0; number < 3000; number++) {
            Files.write(
                    folder().resolve(FileName.of(JournaledOperations.submitted(
                                    String.format("%08d", number), NOON.plusSeconds(number)))
                            .text()),
                    content);
        }

        for (int number = 1; number <= FileJournal.PRUNED_EVERY; number++) {
            String id = String.format("aaaaaa%02d", number);
            JournaledOperations.record(
                    journal, id, NOON.plus(Duration.ofDays(1)).plusSeconds(number));
        }

        List<Path> files = files();
        assertThat(files).hasSize(FileJournal.KEPT + 1);
        assertThat(files.get(0).toString()).endsWith("-99999999.jsonl");
        assertThat(files.get(1).toString()).endsWith(String.format("-%08d.jsonl", 2000 + FileJournal.PRUNED_EVERY));
        assertThat(files.get(1000).toString()).endsWith(String.format("-aaaaaa%02d.jsonl", FileJournal.PRUNED_EVERY));
        running.subList(3, running.size()).forEach(journal::record);
        assertThat(journal.find("99999999")).isPresent();
    }

    /** However many there are: the others hold what would be complained of, were it looked at. */
    @Test
    void looksAtNoMoreFilesThanItIsAskedFor() throws Exception {
        Files.createDirectories(folder());
        byte[] content = lines(JournaledOperations.events("aaaaaaaa"));
        for (int number = 0; number < 3000; number++) {
            Path file = folder().resolve(FileName.of(
                            JournaledOperations.submitted(String.format("%08d", number), NOON.plusSeconds(number)))
                    .text());
            Files.write(file, number < 2980 ? new byte[] {'?', '\n'} : content);
        }

        try (LogLines log = new LogLines()) {
            assertThat(journal().newest(20)).hasSize(20);
            assertThat(log.all()).isEmpty();
            assertThat(journal().find("00000000")).isEmpty();
            assertThat(log.all()).hasSize(1);
        }
    }

    @Test
    void readsAThousandOperationsInAMoment() throws Exception {
        FileJournal journal = journal();
        byte[] content = lines(JournaledOperations.events("aaaaaaaa"));
        Files.createDirectories(folder());
        for (int number = 0; number < FileJournal.KEPT; number++) {
            Files.write(
                    folder().resolve(FileName.of(JournaledOperations.submitted(
                                    String.format("%08d", number), NOON.plusSeconds(number)))
                            .text()),
                    content);
        }

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> assertThat(journal.newest(Integer.MAX_VALUE))
                .hasSize(FileJournal.KEPT));
    }

    @Test
    void keepsOperationsOfManyWritersApart() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        FileJournal shared = journal();
        try {
            List<Callable<Operation>> work = IntStream.range(0, 200)
                    .mapToObj(number -> (Callable<Operation>) () -> JournaledOperations.record(
                            number % 2 == 0 ? shared : journal(),
                            String.format("%08d", number),
                            NOON.plusMillis(number % 10)))
                    .toList();
            List<Operation> recorded = new ArrayList<>();
            for (Future<Operation> one : writers.invokeAll(work)) {
                recorded.add(one.get());
            }
            assertThat(journal().newest(1000)).containsExactlyInAnyOrderElementsOf(recorded);
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void keepsTheEventsOfOneOperationWholeThatManyThreadsTell() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        FileJournal journal = journal();
        List<OperationEvent> events = JournaledOperations.events("aaaaaaaa");
        journal.record(events.get(0));
        try {
            List<Callable<Void>> work = IntStream.range(0, 400)
                    .mapToObj(number -> (Callable<Void>) () -> {
                        journal.record(events.get(4));
                        return null;
                    })
                    .toList();
            for (Future<Void> one : workers.invokeAll(work)) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
        }

        List<String> lines = Files.readAllLines(files().get(0));
        assertThat(lines).hasSize(401).allMatch(line -> EventFormat.event(line).isPresent());
        journal.record(events.get(events.size() - 1));
    }

    @Test
    void saysOnceThatAFileInTheWayKeepsItFromWriting() throws Exception {
        Files.createDirectories(temporary.resolve("state"));
        Files.writeString(folder(), "in the way");

        try (LogLines log = new LogLines()) {
            FileJournal journal = journal();
            JournaledOperations.record(journal, "aaaaaaaa", NOON);
            JournaledOperations.record(journal, "bbbbbbbb", NOON);

            assertThat(log.all()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("What operations do cannot be kept in " + folder() + ": ")
                    .contains("is in the way")
                    .contains("They go on"));
        }
    }
}
