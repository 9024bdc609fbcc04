package dev.dbsync.agent.cli;

/** What an HTTP server answered, in UTF-8. */
record HttpAnswer(int status, String body) {}
