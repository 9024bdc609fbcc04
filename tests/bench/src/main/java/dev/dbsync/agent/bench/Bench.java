package dev.dbsync.agent.bench;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Document;
import dev.dbsync.agent.bench.measure.Report;
import dev.dbsync.agent.bench.topic.Effort;
import dev.dbsync.agent.bench.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: measures what it is asked for, prints the tables, and writes them into the page on performance. */
@Command(
        name = "bin/bench",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Measures dbsync-agent against its peers, and writes the tables into docs/performance.md.")
public final class Bench implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--short", description = "One round of little: shows that the bench works. Leaves the page alone.")
    private boolean brief;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each comparison (${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--only",
            paramLabel = "TOPIC",
            description = "Only this topic; again for more. Leaves the page alone: its figures are all of one run.")
    private List<String> only = List.of();

    @Option(names = "--list", description = "Says what topics there are.")
    private boolean list;

    @Option(
            names = "--distribution",
            paramLabel = "FILE",
            description = "The agent with its runtime, as a tar.gz. Needed to measure; bin/bench sets it.")
    private @Nullable Path distribution;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "The page that the tables go into (${DEFAULT-VALUE}).")
    private Path document = Path.of("docs/performance.md");

    /** Ends with 0 when all of it could be measured, fast or slow. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("bin/bench: " + failure.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Topics.all().forEach(topic -> out().printf("%-12s %s%n", topic.name(), topic.title()));
            return 0;
        }
        return measure(chosen());
    }

    private List<Topic> chosen() {
        List<String> known = Topics.all().stream().map(Topic::name).toList();
        for (String name : only) {
            if (!known.contains(name)) {
                throw wrong("--only: there is no topic \"%s\"; there are %s".formatted(name, String.join(", ", known)));
            }
        }
        return Topics.all().stream()
                .filter(topic -> only.isEmpty() || only.contains(topic.name()))
                .toList();
    }

    private int measure(List<Topic> topics) throws Exception {
        if (rounds < 1) {
            throw wrong("--rounds: %d is not a number of rounds; write 1 or more".formatted(rounds));
        }
        Path archive = archive();
        Document page = page(topics);
        try (Ground ground = Ground.asShipped()) {
            AgentProgram agent = AgentProgram.installed(archive, ground.newFolder("installed"));
            Run run = new Run(ground, agent, brief ? Effort.brief() : Effort.full(rounds), out());
            Report report = run.measure(topics);
            out().println(report.text());
            return finish(run, report, page);
        }
    }

    private int finish(Run run, Report report, Document page) throws IOException {
        if (!run.failures().isEmpty()) {
            run.failures().forEach(failure -> err().println("bin/bench: " + failure));
            err().println("bin/bench: the page stays as it was");
            return 1;
        }
        page.replace(report.text());
        out().println("Written to " + page.file() + "; targets missed: " + report.missed());
        return 0;
    }

    /** Figures of few rounds, or of some topics, go to a page of their own. */
    private Document page(List<Topic> topics) throws IOException {
        return brief || topics.size() < Topics.all().size()
                ? Document.blank(Files.createTempFile("dbsync-bench-", ".md"))
                : new Document(document);
    }

    private Path archive() {
        if (distribution == null || !Files.isRegularFile(distribution)) {
            throw wrong("--distribution: %s is not a file; build it with mvn -q -DskipTests package"
                    .formatted(distribution));
        }
        return distribution;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command(), message);
    }

    private PrintWriter out() {
        return command().getOut();
    }

    private PrintWriter err() {
        return command().getErr();
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
