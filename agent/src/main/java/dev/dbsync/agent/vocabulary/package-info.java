/** How records tell clients what they say, and the one rule for text from outside: for whatever package needs them. */
@NullMarked
package dev.dbsync.agent.vocabulary;

import org.jspecify.annotations.NullMarked;
