/** Figures: samples of several rounds, what they are held against, and the tables that they are printed in. */
@NullMarked
package dev.dbsync.agent.bench.measure;

import org.jspecify.annotations.NullMarked;
