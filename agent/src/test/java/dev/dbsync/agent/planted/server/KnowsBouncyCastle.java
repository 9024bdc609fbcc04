package dev.dbsync.agent.planted.server;

final class KnowsBouncyCastle {
    org.bouncycastle.openssl.@org.jspecify.annotations.Nullable PEMKeyPair pair;
}
