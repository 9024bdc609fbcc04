package dev.dbsync.agent.planted.catalog;

import java.sql.Connection;

record UsesJdbc(Connection connection) {}
