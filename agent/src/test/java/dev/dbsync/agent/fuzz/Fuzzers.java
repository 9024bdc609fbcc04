package dev.dbsync.agent.fuzz;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs all fuzzers in a process of their own, for somebody who watches it. */
final class Fuzzers {
    private Fuzzers() {}

    public static void main(String[] arguments) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectPackage("dev.dbsync.agent"))
                                .filters(ClassNameFilter.includeClassNamePatterns(".*FuzzTest"))
                                .build(),
                        summary);
        summary.getSummary().printTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        boolean well = summary.getSummary().getTestsSucceededCount() >= 7
                && summary.getSummary().getTotalFailureCount() == 0;
        System.exit(well ? 0 : 1);
    }
}
