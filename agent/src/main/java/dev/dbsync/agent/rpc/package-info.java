/** The JSON-RPC interface: its methods, the records and error codes they answer with, its envelope and its OpenRPC page. */
@NullMarked
package dev.dbsync.agent.rpc;

import org.jspecify.annotations.NullMarked;
