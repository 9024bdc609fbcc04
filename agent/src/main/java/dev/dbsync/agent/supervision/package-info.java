/** What a service manager is told of the agent: that it is ready, still alive, and stopping (systemd's sd_notify protocol). */
@NullMarked
package dev.dbsync.agent.supervision;

import org.jspecify.annotations.NullMarked;
