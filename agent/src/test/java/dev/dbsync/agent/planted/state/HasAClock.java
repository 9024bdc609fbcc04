package dev.dbsync.agent.planted.state;

import java.time.Clock;

record HasAClock(Clock clock) {}
