package dev.dbsync.agent.planted.state;

import org.slf4j.Logger;

record HasALogger(Logger logger) {}
