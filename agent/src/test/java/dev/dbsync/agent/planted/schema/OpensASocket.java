package dev.dbsync.agent.planted.schema;

import java.net.Socket;

record OpensASocket(Socket socket) {}
