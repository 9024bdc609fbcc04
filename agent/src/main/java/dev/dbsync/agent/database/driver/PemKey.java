package dev.dbsync.agent.database.driver;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in a PEM file: PKCS#8 of any kind, or PKCS#1, which is RSA's own. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?<kind>[A-Z0-9 ]*PRIVATE KEY)-----(?<body>[^-]*)-----END \\k<kind>-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");
    /** Version 0, and the algorithm: rsaEncryption, without parameters. */
    private static final byte[] RSA_PREAMBLE = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PemKey() {}

    static PrivateKey read(Path file) throws SQLException {
        Matcher block = BLOCK.matcher(PemIdentity.text(file));
        if (!block.find()) {
            throw PemIdentity.refused("there is no private key in " + file, null);
        }
        return switch (block.group("kind")) {
            case "PRIVATE KEY" -> decoded(file, bytes(file, block.group("body")));
            case "RSA PRIVATE KEY" -> decoded(file, wrapped(bytes(file, block.group("body"))));
            case "ENCRYPTED PRIVATE KEY" ->
                throw PemIdentity.refused(
                        "the key " + file + " is encrypted; write it without a passphrase: openssl pkey", null);
            default ->
                throw PemIdentity.refused(
                        "the key " + file + " is not in PKCS#8 form; convert it: openssl pkcs8 -topk8 -nocrypt", null);
        };
    }

    private static byte[] bytes(Path file, String body) throws SQLException {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException malformed) {
            throw PemIdentity.refused("the key " + file + " is damaged", null);
        }
    }

    private static PrivateKey decoded(Path file, byte[] pkcs8) throws SQLException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException another) {
                // The encoding names its algorithm; only the factory of that one takes it.
            }
        }
        throw PemIdentity.refused("the key " + file + " is damaged, or of an unknown kind", null);
    }

    /** PKCS#1 as PKCS#8: SEQUENCE { version, algorithm, OCTET STRING }. */
    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_PREAMBLE);
        content.writeBytes(tagged(0x04, pkcs1));
        return tagged(0x30, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (content.length < 0x80) {
            bytes.write(content.length);
        } else {
            // Keys are shorter than 64 KiB, so two bytes hold any length.
            bytes.write(0x82);
            bytes.write(content.length >> 8);
            bytes.write(content.length & 0xff);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }
}
