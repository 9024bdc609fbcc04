/** Connections, transactions, error classes and the contract of a dialect. */
@NullMarked
package dev.dbsync.agent.database;

import org.jspecify.annotations.NullMarked;
