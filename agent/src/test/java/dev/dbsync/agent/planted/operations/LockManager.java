package dev.dbsync.agent.planted.operations;

record LockManager() {}
