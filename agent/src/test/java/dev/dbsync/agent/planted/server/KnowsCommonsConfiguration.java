package dev.dbsync.agent.planted.server;

import org.apache.commons.configuration2.INIConfiguration;

record KnowsCommonsConfiguration(INIConfiguration configuration) {}
