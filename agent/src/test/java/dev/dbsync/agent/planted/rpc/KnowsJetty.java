package dev.dbsync.agent.planted.rpc;

import org.eclipse.jetty.server.Request;

record KnowsJetty(Request request) {}
