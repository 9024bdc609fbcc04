package dev.dbsync.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a value, so that all of it can be said at once. */
final class ComplaintList {

    private final List<Complaint> complaints = new ArrayList<>();

    /** What may be refused. */
    @FunctionalInterface
    interface Attempt {
        void run() throws UnusableValueException;
    }

    void gather(Attempt attempt) {
        try {
            attempt.run();
        } catch (UnusableValueException refusal) {
            complaints.addAll(refusal.complaints());
        }
    }

    void throwIfAny() throws UnusableValueException {
        if (!complaints.isEmpty()) {
            throw new UnusableValueException(complaints);
        }
    }
}
