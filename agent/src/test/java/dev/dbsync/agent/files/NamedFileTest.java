package dev.dbsync.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.testing.OddFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class NamedFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void whatIsNoFileToBeReadHoldsNobodyUp() throws Exception {
        try (OddFiles odd = OddFiles.in(folder)) {
            SoftAssertions all = new SoftAssertions();
            odd.all().forEach((kind, file) -> all.assertThatThrownBy(() -> new NamedFile(file).bytes())
                    .as(kind)
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining("; "));
            all.assertAll();
        }
    }

    @Test
    void aRegularFileIsReadToItsLimit() throws Exception {
        byte[] bytes = new byte[NamedFile.LARGEST];
        Arrays.fill(bytes, (byte) 'x');
        Path file = Files.write(folder.resolve("file"), bytes);
        assertThat(new NamedFile(file).bytes()).isEqualTo(bytes);
        assertThat(new NamedFile(Files.createSymbolicLink(folder.resolve("link"), file)).text())
                .hasSize(NamedFile.LARGEST);

        Files.write(file, new byte[NamedFile.LARGEST + 1]);
        assertThatThrownBy(() -> new NamedFile(file).bytes())
                .hasMessage("is larger than 1048576 bytes; name the right file");
    }

    @Test
    void aKernelsFileSaysLessOfItsSizeThanItHas() throws Exception {
        assertThat(new NamedFile(Path.of("/proc/self/status")).text()).contains("Name:");
        assertThat(new NamedFile(Path.of("/dev/null").resolveSibling("../proc/sys/kernel/hostname")).text())
                .isNotBlank();
    }

    @Test
    void aSecretOfTheServiceIsKeptForOthersWhereItsRootIs() {
        Path handedOver = Path.of("/run/credentials/dbsync-agent.service/secret_key.pem");
        assertThat(ServiceSecret.kept(handedOver)).isEqualTo(Path.of("/etc/dbsync/secrets/key.pem"));
        assertThat(ServiceSecret.place(handedOver)).isEqualTo(Path.of("/etc/dbsync/secrets/key.pem"));
        for (String other : new String[] {
            "/run/credentials/another.service/secret_key.pem",
            "/run/credentials/dbsync-agent.service/secret_../key.pem",
            "/run/credentials/dbsync-agent.service/key.pem",
            "key.pem"
        }) {
            assertThat(ServiceSecret.place(Path.of(other))).isEqualTo(Path.of(other));
        }
    }

    @Test
    void textIsUtf8() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {'a', (byte) 0xfc});

        assertThatThrownBy(() -> new NamedFile(file).text()).hasMessage("is not UTF-8; save it as UTF-8");
    }

    @Test
    void manyPipesAtOnceLeaveTheOthersReadable() throws Exception {
        try (OddFiles odd = OddFiles.in(folder)) {
            Path pipe = Objects.requireNonNull(odd.all().get("a pipe"));
            for (int times = 0; times < 100; times++) {
                assertThatThrownBy(() -> new NamedFile(pipe).bytes()).hasMessageContaining("is a pipe");
            }
            assertThat(new NamedFile(Files.writeString(folder.resolve("file"), "x")).text())
                    .isEqualTo("x");
        }
    }
}
