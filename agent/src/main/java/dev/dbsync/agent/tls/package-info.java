/** TLS from PEM files: keys, chains and authorities. The only package that knows Bouncy Castle. */
@NullMarked
package dev.dbsync.agent.tls;

import org.jspecify.annotations.NullMarked;
