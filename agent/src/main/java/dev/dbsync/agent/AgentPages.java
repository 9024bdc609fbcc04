package dev.dbsync.agent;

import dev.dbsync.agent.metrics.MetricsPage;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.pages.Readiness;
import dev.dbsync.agent.pages.StatusPage;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.server.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The pages of an agent, by path. One more is one more entry; every role may read it. */
final class AgentPages {
    /** How many operations the page shows. */
    private static final int LAST = 5;

    private AgentPages() {}

    static Map<String, Page.Source> of(AgentApi agent, MetricsPage metrics) {
        return Map.of(
                "/",
                () -> status(agent, true),
                StatusPage.STILL,
                () -> status(agent, false),
                "/readyz",
                () -> new Page(200, "application/json", JsonFormat.text(Readiness.of(agent.status(null))), null),
                "/metrics",
                () -> new Page(200, MetricsPage.CONTENT_TYPE, metrics.text(), null));
    }

    private static Page status(AgentApi agent, boolean moves) {
        List<Operation> operations = agent.operations(LAST, null, null, null);
        return new Page(
                200,
                "text/html; charset=utf-8",
                StatusPage.html(agent.status(null), operations, Instant.now(), moves),
                moves ? StatusPage.again(operations) : null);
    }
}
