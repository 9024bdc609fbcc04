package dev.dbsync.agent.cli;

import java.util.List;

/** The configuration, or a file that it names, cannot be used: another try changes nothing until somebody fixes it. */
public final class UnusableConfigurationException extends CommandFailedException {
    public UnusableConfigurationException(List<String> lines) {
        super(lines);
    }
}
