package dev.dbsync.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dbsync.agent.cells.UrlTemplate;
import dev.dbsync.agent.novaconf.NovaConfException;
import dev.dbsync.agent.novaconf.NovaConfFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and rows that are not quite Nova's: each is read, or refused in words. */
@Timeout(3_600)
final class NovaConfFuzzTest {
    private static final int USUAL = 5_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFileIsReadOrRefused() throws Exception {
        Fuzz fuzz = Fuzz.ofTexts(
                "[database]\nconnection = mysql+pymysql://nova:s3cr3t@db/nova?charset=utf8\n",
                "[DEFAULT]\nhost=a\n[api_database]\nconnection = postgresql://n:$host@db,\n  db2/nova_api # note\n",
                "[database]\nconnection = ${database.connection}\nslave_connection = $$x\n[api_database]\n",
                "[database]\nconnection = 'sqlite://'\nconnection = \"a\"\n\n; note\n[]\n= x\n");
        Path file = folder.resolve("nova.conf");
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            byte[] input = fuzz.next();
            Files.write(file, input);
            Throwable failure = catchThrowable(() -> {
                NovaConfFiles files = new NovaConfFiles(List.of(file));
                files.read().main();
                files.read().findApi();
            });
            assertThat(failure == null || failure instanceof NovaConfException)
                    .describedAs("%s: %s", fuzz.told(input), failure)
                    .isTrue();
        }
    }

    @Test
    void aTemplateIsFilledOrLeft() {
        Fuzz templates = Fuzz.ofTexts(
                "mysql+pymysql://{username}:{password}@{hostname}:{port}/nova_cell1?{query}",
                "{scheme}://{netloc}{path}#{x}");
        Fuzz locals = Fuzz.ofTexts("mysql://nova:s3cr3t@[::1]:3306/nova?charset=utf8", "postgresql:///nova?host=/run");
        for (int count = Fuzz.count(USUAL); count > 0; count--) {
            String template = templates.nextText();
            String local = locals.nextText();
            assertThat(UrlTemplate.fill(template, local))
                    .describedAs("%s with %s", template, local)
                    .isNotNull();
        }
    }
}
