package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates of an authority of the tests' own, in PEM files, as operators make them with openssl. */
public final class Certificates {
    private final Path folder;

    /** With an authority, {@code ca.pem} in that folder. */
    public Certificates(Path folder) {
        this.folder = folder;
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem");
    }

    public Path authority() {
        return folder.resolve("ca.pem");
    }

    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /**
     * A certificate for this host, and its key.
     *
     * @param algorithm as openssl names a new key: {@code rsa:2048}, or {@code ec} for P-256
     */
    public Certificates issue(String name, String algorithm) {
        openssl(
                "req",
                "-newkey",
                algorithm.equals("ec") ? "ec" : algorithm,
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-pkeyopt",
                algorithm.equals("ec") ? "ec_paramgen_curve:P-256" : "rsa_keygen_pubexp:65537",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        write(name + ".ext", "subjectAltName=IP:127.0.0.1,DNS:localhost");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
        return this;
    }

    /** Writes a key anew in the form that only RSA has. */
    public Path inRsasOwnForm(String name) {
        openssl("rsa", "-traditional", "-in", name + ".key", "-out", name + "-rsa.key");
        return key(name + "-rsa");
    }

    /** Writes a key anew with a passphrase. */
    public Path encrypted(String name) {
        openssl("pkey", "-aes256", "-passout", "pass:s3cr3t", "-in", name + ".key", "-out", name + "-encrypted.key");
        return key(name + "-encrypted");
    }

    private void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Command.run(folder, command).orFail();
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }
}
