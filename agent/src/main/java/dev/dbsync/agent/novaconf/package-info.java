/**
 * Reads {@code nova.conf} by oslo.config's rules, as far as they decide which databases Nova uses. Knows nothing of the
 * agent's own configuration.
 */
@NullMarked
package dev.dbsync.agent.novaconf;

import org.jspecify.annotations.NullMarked;
