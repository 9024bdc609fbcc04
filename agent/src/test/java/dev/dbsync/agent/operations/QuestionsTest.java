package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class QuestionsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Operations operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 4);
    private final Questions questions = new Questions(workers, 4, operations, new OperationObserver() {});

    private @Nullable DatabaseUnderTest api;
    private @Nullable DatabaseUnderTest other;

    @BeforeEach
    void makeDatabases() throws Exception {
        api = SharedServers.freshDatabase(Engine.H2);
        other = SharedServers.freshDatabase(Engine.H2);
    }

    @AfterEach
    void letGo() throws Exception {
        workers.shutdownNow();
        Objects.requireNonNull(api).close();
        Objects.requireNonNull(other).close();
    }

    @Test
    void anAnswerIsNeverOlderThanTheEndOfAnOperation() throws Exception {
        HeldSource source = new HeldSource(Objects.requireNonNull(api));
        ManagedDatabase database = managed("nova_api", source);
        CompletableFuture<String> before = CompletableFuture.supplyAsync(() -> state(database), workers);
        source.held.await();

        operations.run(new SyncRequest(List.of(database), null, null, LONG));

        // The first asking is held to this very moment: who shares it would be told that the database is empty.
        CompletableFuture<String> after = CompletableFuture.supplyAsync(() -> state(database), workers);
        assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("current");
        source.goOn.countDown();
        before.get(20, TimeUnit.SECONDS);
    }

    @Test
    void anAnswerIsNotOlderEitherWhileAnotherOperationRuns() throws Exception {
        HeldSource source = new HeldSource(Objects.requireNonNull(api));
        ManagedDatabase database = managed("nova_api", source);
        HeldSource slow = new HeldSource(Objects.requireNonNull(other));
        String running = operations
                .submit(new SyncRequest(List.of(managed("nova_main", slow)), null, null, LONG))
                .id();
        slow.held.await();
        CompletableFuture<String> before = CompletableFuture.supplyAsync(() -> state(database), workers);
        source.held.await();

        operations.run(new SyncRequest(List.of(database), null, null, LONG));

        assertThat(operations.find(running).state().ended()).isFalse();
        CompletableFuture<String> after = CompletableFuture.supplyAsync(() -> state(database), workers);
        assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("current");
        source.goOn.countDown();
        slow.goOn.countDown();
        before.get(20, TimeUnit.SECONDS);
        assertThat(operations.drain(LONG)).isTrue();
    }

    private static Stream<Supplier<Throwable>> whatDriversThrow() {
        return Stream.of(
                () -> new IllegalStateException("com.example.Driver broke"),
                () -> new StackOverflowError("com.example.Driver"),
                () -> new OutOfMemoryError("com.example.Driver"),
                () -> new AssertionError("com.example.Driver"));
    }

    @ParameterizedTest
    @MethodSource("whatDriversThrow")
    void whatADriverThrowsWhenItConnectsIsThatDatabasesError(Supplier<Throwable> thrown) {
        Source broken = new Source(Objects.requireNonNull(api)) {
            @Override
            public Connection openForQuestions() throws SQLException {
                throw QuestionsTest.<RuntimeException>sneaky(thrown.get());
            }
        };
        assertThatTheOtherAnswers(broken);
    }

    @ParameterizedTest
    @MethodSource("whatDriversThrow")
    void whatADriverThrowsInTheMiddleIsThatDatabasesError(Supplier<Throwable> thrown) {
        Source broken = new Source(Objects.requireNonNull(api)) {
            @Override
            public Connection openForQuestions() throws SQLException {
                return throwing(super.openForQuestions(), thrown);
            }
        };
        assertThatTheOtherAnswers(broken);
    }

    @ParameterizedTest
    @MethodSource("whatDriversThrow")
    void anErrorIsForgottenWithTheNextQuestion(Supplier<Throwable> thrown) {
        AtomicInteger openings = new AtomicInteger();
        ManagedDatabase database = managed("nova_api", new Source(Objects.requireNonNull(api)) {
            @Override
            public Connection openForQuestions() throws SQLException {
                if (openings.getAndIncrement() == 0) {
                    throw QuestionsTest.<RuntimeException>sneaky(thrown.get());
                }
                return super.openForQuestions();
            }
        });
        assertThat(soon(() -> state(database))).isEqualTo("unreachable");
        assertThat(soon(() -> state(database))).isEqualTo("empty");
    }

    /** To status, plan and verify, and it is told why it has no answer for the other one. */
    private void assertThatTheOtherAnswers(Source broken) {
        List<ManagedDatabase> both =
                List.of(managed("nova_api", broken), managed("nova_main", new Source(Objects.requireNonNull(other))));
        List<DatabaseStatus> statuses = soon(() -> questions.status(both));
        assertThat(statuses.get(1).state().wireName()).isEqualTo("empty");
        List<DatabasePlan> plans = soon(() -> questions.plan(new SyncRequest(both, null, null, Duration.ZERO)));
        assertThat(plans.get(1).changes()).isTrue();
        List<DatabaseVerification> verifications = soon(() -> questions.verify(both));
        assertThat(verifications.get(1).clean()).isTrue();
        assertThat(List.of(
                        Objects.requireNonNull(statuses.get(0).error()),
                        Objects.requireNonNull(plans.get(0).error()),
                        Objects.requireNonNull(verifications.get(0).error())))
                .allSatisfy(QuestionsTest::assertThatItTellsNoSecret);
    }

    private static void assertThatItTellsNoSecret(Problem problem) {
        assertThat(problem.incident()).isNotNull();
        assertThat(problem.toString())
                .doesNotContain("com.example")
                .doesNotContain("java.")
                .doesNotContain("StackOverflow");
    }

    private String state(ManagedDatabase database) {
        return questions.status(List.of(database)).get(0).state().wireName();
    }

    private <T> T soon(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, workers)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static ManagedDatabase managed(String name, ConnectionSource source) {
        return new ManagedDatabase(
                name, Pipelines.of("nova/api"), source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** A connection that throws whatever is asked on it; it can be closed. */
    private static Connection throwing(Connection connection, Supplier<Throwable> thrown) {
        return (Connection) Proxy.newProxyInstance(
                QuestionsTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!List.of("close", "abort", "isClosed").contains(method.getName())) {
                        throw thrown.get();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** Connections to a database. */
    private static class Source implements ConnectionSource {
        private final DatabaseUnderTest database;

        Source(DatabaseUnderTest database) {
            this.database = database;
        }

        @Override
        public Connection open() throws SQLException {
            return database.open();
        }

        @Override
        public Connection openForQuestions() throws SQLException {
            return database.open();
        }

        @Override
        public String explain(SQLException failure) {
            return String.valueOf(failure.getMessage());
        }

        @Override
        public String describe() {
            return "here";
        }
    }

    /** Its first connection is held back until it is let go. */
    private static final class HeldSource extends Source {
        private final AtomicInteger openings = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        HeldSource(DatabaseUnderTest database) {
            super(database);
        }

        @Override
        public Connection openForQuestions() throws SQLException {
            if (openings.getAndIncrement() == 0) {
                held.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException interrupted) {
                    throw new SQLException(interrupted);
                }
            }
            return super.openForQuestions();
        }
    }
}
