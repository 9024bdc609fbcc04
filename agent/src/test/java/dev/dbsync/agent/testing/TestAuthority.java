package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own, whose files lie in a folder. */
public final class TestAuthority {
    /** The files of what was issued. */
    public record Issued(Path certificate, Path key) {}

    private final Path folder;
    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final Path file;

    /** Makes an authority, and its certificate in {@code NAME-ca.pem}. */
    public TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = new X500Name("CN=" + name);
        this.file = folder.resolve(name + "-ca.pem");
        write(file, certificate(this.name, keys, List.of(), Duration.ofDays(-1), Duration.ofDays(30), true));
    }

    public Path file() {
        return file;
    }

    /** Issues a certificate that is valid now, for a common name and alternative names, into {@code FILE.pem}. */
    public Issued issue(String fileName, String commonName, GeneralName... alternatives) {
        return issue(fileName, commonName, Duration.ofDays(30), alternatives);
    }

    /** Issues a certificate that was valid until yesterday. */
    public Issued issueExpired(String fileName, String commonName) {
        return issue(fileName, commonName, Duration.ofDays(-1));
    }

    private Issued issue(String fileName, String commonName, Duration validFor, GeneralName... alternatives) {
        KeyPair own = newKeys();
        Issued issued = new Issued(folder.resolve(fileName + ".pem"), folder.resolve(fileName + ".key"));
        X500Name subject = new X500Name("O=Tests,CN=" + commonName);
        write(
                issued.certificate(),
                certificate(subject, own, List.of(alternatives), Duration.ofDays(-3), validFor, false));
        write(issued.key(), pkcs8(own.getPrivate()));
        return issued;
    }

    private X509Certificate certificate(
            X500Name subject, KeyPair own, List<GeneralName> alternatives, Duration from, Duration to, boolean ca) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(now.plus(from)),
                    Date.from(now.plus(to)),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            if (!alternatives.isEmpty()) {
                GeneralNames names = new GeneralNames(alternatives.toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Writes the list of those that are revoked, in PEM or, for a file that ends so, in DER. */
    @SuppressWarnings("JavaUtilDate") // the builder wants it
    public void revoke(Path list, Issued... revoked) {
        try {
            X509v2CRLBuilder builder =
                    new X509v2CRLBuilder(name, Date.from(Instant.now().minusSeconds(60)));
            builder.setNextUpdate(Date.from(Instant.now().plusSeconds(86_400)));
            for (Issued each : revoked) {
                try (InputStream file = Files.newInputStream(each.certificate())) {
                    X509Certificate certificate = (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(file);
                    builder.addCRLEntry(certificate.getSerialNumber(), new Date(), 1);
                }
            }
            X509CRLHolder crl = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            if (list.toString().endsWith(".der")) {
                Files.write(list, crl.getEncoded());
            } else {
                write(list, crl);
            }
        } catch (IOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object pkcs8(PrivateKey key) {
        try {
            return new JcaPKCS8Generator(key, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(Path path, Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
            writer.flush();
            Files.writeString(path, text.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
