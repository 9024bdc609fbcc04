/** Figures: samples of several rounds, what they are compared with, and the tables that they are printed in. */
@NullMarked
package dev.dbsync.agent.bench.measure;

import org.jspecify.annotations.NullMarked;
