package dev.dbsync.agent.config;

import java.util.List;

/** A value that cannot be used, with everything that is wrong with it. */
final class UnusableValueException extends Exception {

    // Transient because exceptions are serializable and complaints need not be: none of these leaves the package.
    private final transient List<Complaint> complaints;

    UnusableValueException(List<Complaint> complaints) {
        super(complaints.get(0).problem());
        this.complaints = List.copyOf(complaints);
    }

    UnusableValueException(Complaint complaint) {
        this(List.of(complaint));
    }

    List<Complaint> complaints() {
        return complaints;
    }
}
