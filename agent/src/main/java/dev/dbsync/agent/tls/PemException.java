package dev.dbsync.agent.tls;

import java.nio.file.Path;

/** A PEM file cannot be used. The message names it, says why and what to do, and holds nothing of what is in it. */
public final class PemException extends Exception {
    PemException(Path file, String problem, String remedy) {
        super(file + " " + problem + "; " + remedy);
    }
}
