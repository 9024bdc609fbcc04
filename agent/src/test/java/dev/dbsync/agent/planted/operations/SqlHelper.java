package dev.dbsync.agent.planted.operations;

record SqlHelper() {}
