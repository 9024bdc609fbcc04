/** Catalogues as pure data: revisions, legacy steps, the initial revision, and the rules that a catalogue obeys. */
@NullMarked
package dev.dbsync.agent.catalog;

import org.jspecify.annotations.NullMarked;
