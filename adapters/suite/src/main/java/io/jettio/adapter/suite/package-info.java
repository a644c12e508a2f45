/**
 * What every adapter has to do, as tests: extend {@link io.jettio.adapter.suite.AdapterSuite} for an adapter of one node
 * or of several, {@link io.jettio.adapter.suite.ClusterAdapterSuite} for one of several whose nodes and broker can be made
 * to fail. Each test carries as a tag the rule that it shows, {@code S1} to {@code S18}; docs/adapters.md lists them. The
 * tests use the real clock, wait for what has to come, and use the order of what is sent to know that nothing more will.
 */
@NullMarked
package io.jettio.adapter.suite;

import org.jspecify.annotations.NullMarked;
