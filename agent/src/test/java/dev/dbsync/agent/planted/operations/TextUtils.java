package dev.dbsync.agent.planted.operations;

record TextUtils() {}
