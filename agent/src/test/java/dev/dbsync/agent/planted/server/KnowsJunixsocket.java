package dev.dbsync.agent.planted.server;

import org.newsclub.net.unix.AFUNIXSocketAddress;

record KnowsJunixsocket(AFUNIXSocketAddress address) {}
