package dev.dbsync.agent.catalog.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.catalog.BrokenCatalogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads who drops a broken folder into the catalogues' folder. */
class CatalogLoaderTest {
    private static final String DESCRIPTOR =
            """
            catalog: sample/main
            versionControl: alembic
            revisions:
              - id: aaaa
                description: First
                file: 01-aaaa-first.yaml
              - id: bbbb
                revises: aaaa
                description: Second
                file: 02-bbbb-second.yaml
            """;

    private static final String CHANGELOG = "databaseChangeLog: []\n";

    private final CatalogLoader loader = new CatalogLoader();

    private final Path root;

    CatalogLoaderTest(@TempDir Path root) {
        this.root = root;
    }

    private Path sample() throws IOException {
        return catalogue("sample/main", DESCRIPTOR);
    }

    private Path catalogue(String place, String descriptor) throws IOException {
        Path folder = Files.createDirectories(root.resolve(place));
        Files.writeString(folder.resolve("catalog.yaml"), descriptor);
        Files.writeString(folder.resolve("01-aaaa-first.yaml"), CHANGELOG);
        Files.writeString(folder.resolve("02-bbbb-second.yaml"), CHANGELOG);
        return folder;
    }

    private void refuses(String... lines) {
        assertThatThrownBy(() -> loader.load(root))
                .isInstanceOf(BrokenCatalogException.class)
                .message()
                .isEqualTo(String.join("\n", lines));
    }

    @Test
    void aSoundFolderIsLoadedBesideThePackagedCatalogues() throws IOException {
        sample();
        assertThat(loader.load(root)).containsOnlyKeys("nova/main", "nova/api", "sample/main");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path folder = sample();
        Files.delete(folder.resolve("02-bbbb-second.yaml"));
        refuses(folder.resolve("catalog.yaml")
                + ": bbbb names the file 02-bbbb-second.yaml, which is missing or cannot be read;"
                + " put the file beside the descriptor, readable to the agent");
    }

    @Test
    void aMissingFileOfALegacyStepIsNamed() throws IOException {
        Path folder = catalogue(
                "sample/main",
                DESCRIPTOR
                        + """
                          legacy:
                            repository: sample
                            before: 10
                            steps: [{version: 11, description: First, files: [legacy.yaml]}]
                          """);
        refuses(folder.resolve("catalog.yaml")
                + ": legacy 11 names the file legacy.yaml, which is missing or cannot be read;"
                + " put the file beside the descriptor, readable to the agent");
    }

    @Test
    void aFileOutsideTheFolderIsNotRead() throws IOException {
        Files.writeString(root.resolve("secret.yaml"), CHANGELOG);
        Path folder = catalogue(
                "sample/main",
                DESCRIPTOR
                        + """
                          legacy:
                            repository: sample
                            before: 10
                            steps: [{version: 11, description: First, files: [../../secret.yaml]}]
                          """);
        refuses(folder.resolve("catalog.yaml")
                + ": legacy 11 names the file ../../secret.yaml, which is missing or cannot be read;"
                + " put the file beside the descriptor, readable to the agent");
    }

    @Test
    void aFileThatNobodyDeclaredIsNamed() throws IOException {
        Path file = Files.writeString(sample().resolve("03-cccc-third.yaml"), CHANGELOG);
        refuses(file + ": 03-cccc-third.yaml is declared nowhere; declare its revision in catalog.yaml, or remove it");
    }

    @Test
    void notesBesideTheChangelogsAreNobodysBusiness() throws IOException {
        Files.writeString(sample().resolve("README.md"), "notes");
        assertThat(loader.load(root)).containsKey("sample/main");
    }

    @Test
    void aFolderInTheWrongPlaceIsNamed() throws IOException {
        Path folder = catalogue("sample/other", DESCRIPTOR);
        refuses(folder.resolve("catalog.yaml") + ": sample/main lies in a folder of another name;"
                + " move it to sample/main below the catalogues' folder");
    }

    @Test
    void aFolderWithoutADescriptorIsNamed() throws IOException {
        Path folder = Files.createDirectories(root.resolve("sample/main"));
        refuses(folder.resolve("catalog.yaml") + ": descriptor cannot be read; put a readable catalog.yaml there");
    }

    @Test
    void theNameOfAPackagedCatalogueIsTaken() throws IOException {
        Path folder = catalogue("nova/main", DESCRIPTOR.replace("sample/main", "nova/main"));
        refuses(folder.resolve("catalog.yaml")
                + ": nova/main is already the name of packaged catalogue nova/main, catalog.yaml;"
                + " give the catalogue a name of its own");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = root.resolve("missing");
        assertThatThrownBy(() -> loader.load(missing))
                .hasMessage(
                        missing + ": catalogs cannot be listed; create the folder and let the agent's user read it");
    }

    @Test
    void theProblemsOfAllCataloguesAreReportedAtOnce() throws IOException {
        Path one = catalogue("one/main", DESCRIPTOR);
        Path two = catalogue("two/main", "catalog: [\n");
        assertThatThrownBy(() -> loader.load(root))
                .hasMessageContainingAll(one.toString(), two.toString(), "lies in a folder", "cannot be understood");
    }

    static Stream<Arguments> descriptorsThatAreNone() {
        return Stream.of(
                Arguments.of(DESCRIPTOR + "owner: me\n", " owner is not a key here; use one of [", "legacy"),
                Arguments.of(
                        DESCRIPTOR.replace("revises: aaaa", "revised: aaaa"),
                        " revised is not a key here; use one of [",
                        "revises"),
                Arguments.of("catalog: [\n", "descriptor cannot be understood: ", "see docs/catalogs.md"),
                Arguments.of("", "descriptor cannot be understood: ", "see docs/catalogs.md"),
                Arguments.of("- a list\n", "descriptor cannot be understood: ", "see docs/catalogs.md"),
                Arguments.of(
                        DESCRIPTOR.replace("versionControl: alembic", "versionControl: git"),
                        ":2: descriptor cannot be understood: ",
                        "git"),
                Arguments.of(
                        DESCRIPTOR.replace("versionControl: alembic\n", ""),
                        "descriptor cannot be understood: ",
                        "versionControl"),
                Arguments.of(
                        DESCRIPTOR.replace("versionControl: alembic", "versionControl:"),
                        "descriptor cannot be understood: ",
                        "versionControl"),
                Arguments.of("catalog: sample/main\n" + DESCRIPTOR, "descriptor cannot be understood: ", "catalog"),
                Arguments.of(
                        DESCRIPTOR.replace("    file: 02-bbbb-second.yaml\n", ""),
                        "descriptor cannot be understood: ",
                        "file"),
                Arguments.of(
                        DESCRIPTOR
                                + "legacy: {repository: r, before: 1, steps: [{versions: 2 to 3, description: d}]}\n",
                        "descriptor cannot be understood: ",
                        "versions: 403-422"),
                Arguments.of(
                        DESCRIPTOR + "legacy: {repository: r, before: 1, steps: [{versions: 3-2, description: d}]}\n",
                        "descriptor cannot be understood: ",
                        "versions"));
    }

    @ParameterizedTest
    @MethodSource("descriptorsThatAreNone")
    void aDescriptorThatIsNoneIsNamedByLineAndReason(String descriptor, String seen, String also) throws IOException {
        Path folder = catalogue("sample/main", descriptor);
        assertThatThrownBy(() -> loader.load(root))
                .isInstanceOf(BrokenCatalogException.class)
                .hasMessageContainingAll(folder.resolve("catalog.yaml").toString(), seen, also)
                .message()
                .doesNotContain("dev.dbsync", "java.", "com.fasterxml")
                .hasLineCount(1);
    }
}
