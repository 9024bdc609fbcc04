/**
 * The configuration file, the environment variables over it, and SQLAlchemy's URLs, made into the settings that the
 * agent's components own. The only package that knows Commons Configuration.
 */
@NullMarked
package dev.dbsync.agent.config;

import org.jspecify.annotations.NullMarked;
