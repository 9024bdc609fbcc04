package dev.dbsync.agent.planted.server;

import com.googlecode.jsonrpc4j.JsonRpcBasicServer;

record KnowsJsonrpc4j(JsonRpcBasicServer server) {}
