package dev.dbsync.agent.planted.execution;

import liquibase.change.Change;

record KnowsLiquibase(Change change) {}
