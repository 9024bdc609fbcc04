package dev.dbsync.agent.bench;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.measure.Report;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.topic.Effort;
import dev.dbsync.agent.bench.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One run over some topics. A topic that fails does not keep the others from being measured. Not thread-safe. */
final class Run {
    private final Ground ground;
    private final AgentProgram agent;
    private final Effort effort;
    private final PrintWriter out;
    private final List<String> failures = new ArrayList<>();

    Run(Ground ground, AgentProgram agent, Effort effort, PrintWriter out) {
        this.ground = ground;
        this.agent = agent;
        this.effort = effort;
        this.out = out;
    }

    Report measure(List<Topic> topics) throws IOException, SQLException {
        Report report = new Report(new Machine(ground).describe());
        for (Topic topic : topics) {
            out.println("Measuring " + topic.name());
            out.flush();
            measure(topic, report);
        }
        return report;
    }

    private void measure(Topic topic, Report report) {
        try {
            Section section = topic.measure(ground, agent, effort);
            report.add(topic.title(), section);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failures.add(topic.name() + " was interrupted");
        } catch (Exception failure) {
            String reason = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
            failures.add("%s could not be measured: %s".formatted(topic.name(), reason));
        }
    }

    /** What could not be measured, a sentence each. */
    List<String> failures() {
        return List.copyOf(failures);
    }
}
