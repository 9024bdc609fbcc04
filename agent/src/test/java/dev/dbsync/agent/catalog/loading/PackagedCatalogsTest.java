package dev.dbsync.agent.catalog.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.LegacyTrack;
import dev.dbsync.agent.catalog.Revision;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PackagedCatalogsTest {
    private static final Map<String, LoadedCatalog> CATALOGS = new CatalogLoader().load((Path) null);

    static List<String> names() {
        return CatalogLoader.packagedNames();
    }

    private static Catalog catalog(String name) {
        return Objects.requireNonNull(CATALOGS.get(name)).catalog();
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(CatalogLoader.class.getResource("/catalogs"))
                .toURI());
    }

    @Test
    void everyPackagedFolderIsListed() throws Exception {
        try (Stream<Path> files = Files.walk(folder())) {
            assertThat(files.filter(file -> file.endsWith("catalog.yaml")).map(file -> folderName(file)))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    /** A database of the one that is taken for the other is told for what it is. */
    @ParameterizedTest
    @MethodSource("names")
    void everyCatalogueKnowsTheRevisionsOfTheOthers(String name) {
        for (String other : names()) {
            if (!other.equals(name)) {
                assertThat(catalog(name).others().get(other))
                        .containsExactlyElementsOf(catalog(other).revisions().stream()
                                .map(Revision::id)
                                .toList());
            }
        }
    }

    private static String folderName(Path descriptor) {
        int names = descriptor.getNameCount();
        return descriptor.subpath(names - 3, names - 1).toString();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFileIsDeclaredAndEveryDeclaredFileIsThere(String name) throws Exception {
        Set<String> declared = new TreeSet<>(Set.of("catalog.yaml"));
        catalog(name).revisions().stream().map(Revision::file).forEach(declared::add);
        catalog(name).legacyTrack().orElseThrow().steps().stream()
                .map(LegacyStep::files)
                .forEach(declared::addAll);
        assertThat(files(name)).isEqualTo(declared);
    }

    private static Set<String> files(String name) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder().resolve(name))) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCatalogueHasOneBaseAndOneHead(String name) {
        List<String> ids = catalog(name).revisions().stream().map(Revision::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(catalog(name).initial().id()).isEqualTo(ids.get(0));
        assertThat(catalog(name).head().id()).isEqualTo(ids.get(ids.size() - 1));
    }

    @ParameterizedTest
    @CsvSource({"nova/main, nova, 401, 422, 10", "nova/api, nova_api, 66, 87, 3"})
    void theHistoryIsNovas(String name, String repository, int before, int last, int revisions) {
        LegacyTrack track = catalog(name).legacyTrack().orElseThrow();
        assertThat(track.repository()).isEqualTo(repository);
        assertThat(track.before()).isEqualTo(before);
        assertThat(track.steps())
                .extracting(LegacyStep::version)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(before + 1, last).boxed().toList());
        assertThat(catalog(name).revisions()).hasSize(revisions);
    }

    @Test
    void theApiDatabaseComesFirst() {
        assertThat(names().indexOf("nova/api")).isLessThan(names().indexOf("nova/main"));
    }
}
