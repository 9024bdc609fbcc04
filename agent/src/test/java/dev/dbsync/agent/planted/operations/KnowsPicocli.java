package dev.dbsync.agent.planted.operations;

import picocli.CommandLine;

record KnowsPicocli(CommandLine commandLine) {}
