package dev.dbsync.agent.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final FailedLogins failures = new FailedLogins(now::get);

    @Test
    void someAtOnceAreNotTooManyAndOneNowAndThenNeverIs() {
        for (int i = 0; i < FailedLogins.RESERVE; i++) {
            assertThat(failures.areTooMany("a")).isFalse();
        }
        assertThat(failures.areTooMany("a")).isTrue();
        assertThat(failures.areTooMany("b")).isFalse();
        for (int i = 0; i < 100; i++) {
            now.addAndGet(FailedLogins.NANOS_EACH);
            assertThat(failures.areTooMany("a")).isFalse();
            assertThat(failures.areTooMany("a")).isTrue();
        }
    }

    @Test
    void aCrowdOfHostsTakesNoMoreMemory() {
        for (int i = 0; i < FailedLogins.HOSTS + 500; i++) {
            failures.areTooMany("host " + i);
        }
        assertThat(failures.hosts()).isEqualTo(FailedLogins.HOSTS);
    }
}
