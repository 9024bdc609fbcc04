package dev.dbsync.agent.database;

import dev.dbsync.agent.schema.Footprint.Touch;
import java.util.List;
import java.util.SortedMap;

/**
 * What a sync is going to do, as far as privileges go.
 *
 * @param tables those that are there, by what is going to be done to them
 * @param creates whether tables are created as well
 * @param statements those that are going to be sent, and, in their plainest form, those that record versions
 */
public record Needs(SortedMap<String, Touch> tables, boolean creates, List<String> statements) {}
