package dev.dbsync.agent.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates, in the form that the JVM's TLS takes them.
 *
 * @param identity a key with its chain, under {@link #PASSWORD}; null for one who shows no certificate
 * @param authorities whose certificates are believed; null for a server that asks for none, or a client that believes those
 *     that the JVM does
 * @param revocations what each certificate that those issued is compared with, so that each authority needs a list that has
 *     not run out; null to take all that they issued
 */
public record TlsMaterial(
        @Nullable KeyStore identity, @Nullable KeyStore authorities, @Nullable List<X509CRL> revocations) {
    /** Of key stores that never leave memory: there is nothing that it protects. */
    public static final String PASSWORD = "in memory only";

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA", "Ed25519", "Ed25519");

    /**
     * What a server has.
     *
     * @throws PemException if a file cannot be used, others than its owner may write it, or key and certificate do not
     *     belong together
     */
    public static TlsMaterial ofServer(TlsSettings settings) throws PemException {
        for (Path file : settings.files()) {
            new PemFile(file).requireTrusted();
        }
        TlsMaterial material = of(settings.certificate(), settings.key(), settings.clientCa());
        return settings.clientCrl() == null
                ? material
                : new TlsMaterial(
                        material.identity(), material.authorities(), new PemFile(settings.clientCrl()).revocations());
    }

    /**
     * What a client has.
     *
     * @param certificate to show to a server that asks for one, or null
     * @param key the certificate's; null if it is in the same file
     * @param authorities of servers; null for those that the JVM believes
     * @throws PemException as {@link #ofServer}
     */
    public static TlsMaterial of(@Nullable Path certificate, @Nullable Path key, @Nullable Path authorities)
            throws PemException {
        return of(certificate, key, null, authorities);
    }

    /**
     * As above, with the key's passphrase.
     *
     * @param passphrase null for none
     * @throws PemException as {@link #ofServer}
     */
    public static TlsMaterial of(
            @Nullable Path certificate, @Nullable Path key, @Nullable String passphrase, @Nullable Path authorities)
            throws PemException {
        try {
            KeyStore identity = certificate == null
                    ? null
                    : identity(new PemFile(certificate), key == null ? certificate : key, passphrase);
            return new TlsMaterial(identity, authorities == null ? null : authorities(new PemFile(authorities)), null);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("this JVM keeps no keys in memory", unusable);
        }
    }

    private static KeyStore identity(PemFile certificate, Path keyFile, @Nullable String passphrase)
            throws PemException, GeneralSecurityException, IOException {
        List<X509Certificate> chain = certificate.certificates();
        PrivateKey key = new PemFile(keyFile).key(passphrase);
        if (!belongTogether(key, chain.get(0).getPublicKey())) {
            throw new PemException(
                    keyFile,
                    "is not the key of the first certificate in " + certificate.path(),
                    "name the two that belong together, the host's own certificate first");
        }
        KeyStore store = empty();
        store.setKeyEntry("identity", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        try {
            Signature signature =
                    Signature.getInstance(SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm()));
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }

    private static KeyStore authorities(PemFile file) throws PemException, GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (X509Certificate certificate : file.certificates()) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /**
     * What decides about clients: the certificates of the authorities, and the lists of those that were revoked. Equal for two
     * that let the same clients in.
     */
    public Set<Object> admission() {
        try {
            Set<Object> decides = new HashSet<>(revocations == null ? List.of() : revocations);
            if (authorities != null) {
                for (String alias : Collections.list(authorities.aliases())) {
                    decides.add(authorities.getCertificate(alias));
                }
            }
            return decides;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key store in memory was not loaded", impossible);
        }
    }

    /**
     * Until when the identity's own certificate is valid.
     *
     * @throws IllegalStateException if there is no identity
     */
    public Instant expiry() {
        if (identity == null) {
            throw new IllegalStateException("there is no certificate that could expire");
        }
        try {
            return ((X509Certificate) identity.getCertificate("identity"))
                    .getNotAfter()
                    .toInstant();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key store in memory was not loaded", impossible);
        }
    }
}
