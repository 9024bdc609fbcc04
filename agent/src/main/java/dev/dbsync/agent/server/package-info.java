/** The HTTP server: its sockets, its routes, and how it drains. It knows Jetty, and nothing of JSON-RPC. */
@NullMarked
package dev.dbsync.agent.server;

import org.jspecify.annotations.NullMarked;
