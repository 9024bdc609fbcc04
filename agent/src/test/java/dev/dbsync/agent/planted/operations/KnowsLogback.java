package dev.dbsync.agent.planted.operations;

import ch.qos.logback.classic.Level;

record KnowsLogback(Level level) {}
