package dev.dbsync.agent.planted.server;

import org.bouncycastle.openssl.PEMKeyPair;

record KnowsBouncyCastle(PEMKeyPair pair) {}
