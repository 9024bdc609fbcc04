package dev.dbsync.agent.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A file in PEM, as OpenSSL and every authority write them. */
public record PemFile(Path path) {
    /** A bundle of all public authorities has a quarter of it. */
    private static final int LARGEST = 1 << 20;

    /**
     * The certificates in the file's order, at least one. What else is in the file is not looked at.
     *
     * @throws PemException if there is none that can be used
     */
    public List<X509Certificate> certificates() throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text()))) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemObject block = parser.readPemObject(); block != null; block = parser.readPemObject()) {
                if (block.getType().endsWith("CERTIFICATE")) {
                    certificates.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(block.getContent())));
                }
            }
        } catch (IOException | CertificateException | RuntimeException malformed) {
            throw new PemException(path, "holds a certificate that cannot be read", "name a file in PEM");
        }
        if (certificates.isEmpty()) {
            throw new PemException(path, "holds no certificate", "name a PEM file with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /**
     * The first private key, of any kind and form that is not encrypted.
     *
     * @throws PemException if there is none that can be used
     */
    public PrivateKey key() throws PemException {
        try (PEMParser parser = new PEMParser(new StringReader(text()))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                PrivateKeyInfo key = keyIn(found);
                if (key != null) {
                    // The Java machine's own name for what Bouncy Castle's provider would call ECDSA.
                    return new JcaPEMKeyConverter()
                            .setAlgorithmMapping(X9ObjectIdentifiers.id_ecPublicKey, "EC")
                            .getPrivateKey(key);
                }
            }
        } catch (IOException | RuntimeException malformed) {
            throw new PemException(path, "holds a private key that cannot be read", "name a file in PEM");
        }
        throw new PemException(path, "holds no private key", "name a PEM file with -----BEGIN PRIVATE KEY-----");
    }

    private @Nullable PrivateKeyInfo keyIn(Object found) throws PemException {
        if (found instanceof PEMEncryptedKeyPair || found instanceof PKCS8EncryptedPrivateKeyInfo) {
            throw new PemException(
                    path,
                    "holds a private key behind a passphrase",
                    "write it without one (openssl pkey), and let only its user read the file");
        }
        if (found instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        return found instanceof PrivateKeyInfo key ? key : null;
    }

    private String text() throws PemException {
        try {
            if (Files.size(path) > LARGEST) {
                throw new PemException(path, "is larger than " + LARGEST + " bytes", "name a file in PEM");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new PemException(path, "is not there", "make it, or correct its path");
        } catch (AccessDeniedException denied) {
            throw new PemException(
                    path, "may not be read", "let the user " + System.getProperty("user.name") + " read it");
        } catch (IOException failure) {
            throw new PemException(path, "cannot be read", "see that it is a file, on a disk that works");
        }
    }
}
