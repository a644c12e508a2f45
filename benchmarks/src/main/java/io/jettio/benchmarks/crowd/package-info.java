/**
 * Very many clients against one Socket.IO server. {@link io.jettio.benchmarks.crowd.Crowd} holds them on one thread and
 * lets them behave as socket.io-client does; {@link io.jettio.benchmarks.crowd.CrowdRun} walks through the stops and
 * looks at the server meanwhile.
 */
@NullMarked
package io.jettio.benchmarks.crowd;

import org.jspecify.annotations.NullMarked;
