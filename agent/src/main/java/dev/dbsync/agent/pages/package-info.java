/** What people and monitors read in a browser or with curl: the status page, and whether the agent is ready. */
@NullMarked
package dev.dbsync.agent.pages;

import org.jspecify.annotations.NullMarked;
