package dev.dbsync.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL writes is read. */
class PemFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path openssl(String file, String arguments) throws Exception {
        Path written = folder.resolve(file);
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("openssl.log")))
                .isZero();
        return written;
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, genrsa -traditional -out key 2048",
        "RSA, genrsa -out key 2048",
        "EC, ecparam -genkey -name secp384r1 -out key",
        "EC, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key",
        "EdDSA, genpkey -algorithm ed25519 -out key"
    })
    void keysOfEveryKindAndFormFitTheirCertificates(String algorithm, String command) throws Exception {
        Path key = openssl("key", command);
        assertThat(new PemFile(key).key().getAlgorithm()).isIn(algorithm, "Ed25519");
        Path certificate = openssl("cert", "req -x509 -key key -subj /CN=a -days 2 -out cert");
        assertThat(TlsMaterial.of(certificate, key, certificate).expiry()).isNotNull();
    }

    @Test
    void oneFileMayHoldCertificateAndKeyAndWordsAround() throws Exception {
        Path key = openssl("key", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key");
        Path certificate = openssl("cert", "req -x509 -key key -subj /CN=a -days 2 -text -out cert");
        Path both = Files.writeString(folder.resolve("both"), Files.readString(key) + Files.readString(certificate));
        assertThat(TlsMaterial.of(both, null, null).identity()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genrsa -aes128 -passout pass:pl4nted -traditional -out key 2048",
                "genrsa -aes128 -passout pass:pl4nted -out key 2048"
            })
    void aKeyBehindAPassphraseIsRefused(String command) throws Exception {
        Path key = openssl("key", command);
        assertThatThrownBy(() -> new PemFile(key).key())
                .isInstanceOf(PemException.class)
                .hasMessageContaining(key + " holds a private key behind a passphrase; write it without one");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        TestAuthority authority = new TestAuthority(folder, "a");
        Path certificate = authority.issue("one", "one").certificate();
        Path key = authority.issue("two", "two").key();
        assertThatThrownBy(() -> TlsMaterial.of(certificate, key, null))
                .isInstanceOf(PemException.class)
                .hasMessageContaining(key + " is not the key of the first certificate in " + certificate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pl4nted",
                "-----BEGIN CERTIFICATE-----\npl4nted\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\npl4nted\n"
            })
    void whatIsNoPemIsRefusedWithoutBeingQuoted(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), text);
        for (Refused refused :
                List.<Refused>of(() -> new PemFile(file).key(), () -> new PemFile(file).certificates())) {
            assertThatThrownBy(refused::run)
                    .isInstanceOf(PemException.class)
                    .hasMessageStartingWith(file + " holds ")
                    .hasMessageNotContaining("pl4nted");
        }
    }

    @FunctionalInterface
    private interface Refused {
        void run() throws PemException;
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> new PemFile(absent).key())
                .hasMessage(absent + " is not there; make it, or correct its path");
        assertThatThrownBy(() -> new PemFile(folder).key()).hasMessageContaining("is a folder; name the file in it");
    }
}
