package dev.dbsync.agent.catalog.loading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dbsync.agent.catalog.BrokenCatalogException;
import dev.dbsync.agent.catalog.CatalogProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads descriptors strictly: an unknown key is a mistake, not an extension. Thread-safe. */
final class DescriptorReader {
    private final ObjectMapper yaml = YAMLMapper.builder(new YAMLFactory())
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads the descriptor of a folder.
     *
     * @throws BrokenCatalogException if it is missing or is not a descriptor
     */
    Descriptor read(CatalogFolder folder) {
        String file = folder.describe(CatalogFolder.DESCRIPTOR);
        try (InputStream stream = folder.open(CatalogFolder.DESCRIPTOR)) {
            return yaml.readValue(stream, Descriptor.class);
        } catch (UnrecognizedPropertyException exception) {
            throw broken(
                    file + place(exception),
                    exception.getPropertyName(),
                    "is not a key here",
                    "use one of " + exception.getKnownPropertyIds());
        } catch (JsonProcessingException exception) {
            throw broken(
                    file + place(exception),
                    "descriptor",
                    "cannot be understood: " + firstLine(exception),
                    "see docs/catalogs.md for its form");
        } catch (IOException exception) {
            throw broken(file, "descriptor", "cannot be read", "put a readable catalog.yaml there");
        }
    }

    private static String place(JsonProcessingException exception) {
        return exception.getLocation() == null
                ? ""
                : ":" + exception.getLocation().getLineNr();
    }

    /** Jackson's first line says what is wrong; the next ones name classes, which are nothing to an operator. */
    private static String firstLine(JsonProcessingException exception) {
        return exception
                .getOriginalMessage()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("`[a-z]+(\\.\\w+)+(\\$\\w+)*`", "the expected form");
    }

    private static BrokenCatalogException broken(String file, String id, String seen, String remedy) {
        return new BrokenCatalogException(List.of(new CatalogProblem(file, id, seen, remedy)));
    }
}
