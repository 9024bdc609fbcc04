package dev.dbsync.agent.tls;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import dev.dbsync.agent.files.Writers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A file in PEM, as OpenSSL and every authority write them. */
public record PemFile(Path path) {
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
     * The first private key, of any kind and form.
     *
     * @param passphrase null for none
     * @throws PemException if there is none that can be used
     */
    public PrivateKey key(@Nullable String passphrase) throws PemException {
        try (PEMParser parser = new PEMParser(new StringReader(text()))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                PrivateKeyInfo key = keyIn(found, passphrase);
                if (key != null) {
                    // The JVM's own name for what Bouncy Castle's provider would call ECDSA.
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

    /**
     * The revocation lists in the file, at least one: in PEM, or one in DER.
     *
     * @throws PemException if there is none that can be used
     */
    public List<X509CRL> revocations() throws PemException {
        List<X509CRL> lists = new ArrayList<>();
        String text = text();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            if (!text.contains("-----BEGIN")) {
                return List.of(revocations(factory, text.getBytes(StandardCharsets.ISO_8859_1)));
            }
            PEMParser parser = new PEMParser(new StringReader(text));
            for (PemObject block = parser.readPemObject(); block != null; block = parser.readPemObject()) {
                if (block.getType().equals("X509 CRL")) {
                    lists.add(revocations(factory, block.getContent()));
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
            throw new PemException(
                    path, "holds a revocation list that cannot be read", "name a file in PEM, or one list in DER");
        }
        if (lists.isEmpty()) {
            throw new PemException(path, "holds no revocation list", "name a PEM file with -----BEGIN X509 CRL-----");
        }
        return lists;
    }

    private static X509CRL revocations(CertificateFactory factory, byte[] encoded) throws GeneralSecurityException {
        X509CRL list = (X509CRL) factory.generateCRL(new ByteArrayInputStream(encoded));
        if (list == null) {
            throw new CRLException("there is no list");
        }
        return list;
    }

    /** As {@link #key(String)}, of one that is not encrypted. */
    public PrivateKey key() throws PemException {
        return key(null);
    }

    private @Nullable PrivateKeyInfo keyIn(Object found, @Nullable String passphrase) throws PemException {
        boolean encrypted = found instanceof PEMEncryptedKeyPair || found instanceof PKCS8EncryptedPrivateKeyInfo;
        if (encrypted && passphrase == null) {
            throw new PemException(
                    path,
                    "holds a private key behind a passphrase",
                    "write it without one (openssl pkey), and let only its user read the file");
        }
        try {
            return plain(found, passphrase == null ? new char[0] : passphrase.toCharArray());
        } catch (IOException | OperatorCreationException | PKCSException undecipherable) {
            throw new PemException(
                    path, "holds a private key that its passphrase does not open", "correct the passphrase");
        }
    }

    private static @Nullable PrivateKeyInfo plain(Object found, char[] passphrase)
            throws IOException, OperatorCreationException, PKCSException {
        if (found instanceof PEMEncryptedKeyPair pair) {
            return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder().build(passphrase))
                    .getPrivateKeyInfo();
        }
        if (found instanceof PKCS8EncryptedPrivateKeyInfo key) {
            return key.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder().build(passphrase));
        }
        if (found instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        return found instanceof PrivateKeyInfo key ? key : null;
    }

    private String text() throws PemException {
        try {
            return new String(new NamedFile(path).bytes(), StandardCharsets.ISO_8859_1);
        } catch (FileRefusedException refusal) {
            throw new PemException(path, refusal.problem(), refusal.remedy());
        }
    }

    /** Refuses a file that others than its owner may write. */
    void requireTrusted() throws PemException {
        try {
            Writers.requireTrusted(path);
        } catch (FileRefusedException refusal) {
            throw new PemException(path, refusal.problem(), refusal.remedy());
        }
    }
}
