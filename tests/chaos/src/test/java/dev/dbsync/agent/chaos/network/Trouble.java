package dev.dbsync.agent.chaos.network;

import dev.dbsync.agent.testing.FaultProxy;
import dev.dbsync.agent.testing.FaultProxy.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a network does. */
enum Trouble {
    /** Connections end in good order; new ones can be had. */
    CUT {
        @Override
        void strike(FaultProxy proxy) {
            proxy.now(Fault.CUT);
        }
    },
    /** Connections break; new ones can be had. */
    RESET {
        @Override
        void strike(FaultProxy proxy) {
            proxy.now(Fault.RESET);
        }
    },
    /** Connections break, and for some seconds there are no new ones. */
    REFUSAL {
        @Override
        void strike(FaultProxy proxy) {
            proxy.now(Fault.REFUSE);
            proxy.now(Fault.RESET);
            healLater(proxy);
        }
    },
    /** For some seconds nothing gets through; then all of it does. */
    HICCUP {
        @Override
        void strike(FaultProxy proxy) {
            proxy.now(Fault.STALL);
            healLater(proxy);
        }
    },
    /** For some seconds each packet takes its time. */
    DELAY {
        @Override
        void strike(FaultProxy proxy) {
            proxy.delay(Duration.ofMillis(150));
            healLater(proxy);
        }
    },
    /** Nothing gets through any more, and nobody is told. */
    SILENCE {
        @Override
        void strike(FaultProxy proxy) {
            proxy.now(Fault.STALL);
        }
    };

    private static final int SECONDS = 4;

    /** Strikes; does not wait. */
    abstract void strike(FaultProxy proxy);

    /** Whether a client that can connect again can go on. */
    boolean passes() {
        return this != SILENCE;
    }

    /** Whether somebody who connects just then is told at once that it does not work. */
    boolean refuses() {
        return this == CUT || this == RESET || this == REFUSAL;
    }

    private static void healLater(FaultProxy proxy) {
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(proxy::heal);
    }
}
