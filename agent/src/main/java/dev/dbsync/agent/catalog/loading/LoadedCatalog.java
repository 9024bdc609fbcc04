package dev.dbsync.agent.catalog.loading;

import dev.dbsync.agent.catalog.Catalog;

/**
 * A catalogue, and where its changelogs lie.
 *
 * @param catalog the catalogue
 * @param folder its files
 */
public record LoadedCatalog(Catalog catalog, CatalogFolder folder) {}
