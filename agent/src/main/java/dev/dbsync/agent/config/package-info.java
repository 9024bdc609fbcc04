/**
 * The configuration file, the environment variables over it, and SQLAlchemy's URLs, made into the settings that the
 * agent's components own.
 */
@NullMarked
package dev.dbsync.agent.config;

import org.jspecify.annotations.NullMarked;
