/**
 * Black-box tests of Engine.IO and Socket.IO servers. They speak with a server through sockets, HTTP and literal bytes
 * only; nothing of Jettio is on the class path.
 *
 * <p>Three contracts ({@code engine}, {@code engine-v3}, {@code socket}) are written as {@code …Rules} interfaces. Each
 * has a class that runs them against Jettio and a {@code Node…} twin that runs them against the reference
 * implementation, so that the rules themselves are proven. Classes without a twin hold what only Jettio promises.
 *
 * <p>{@code -Dconformance.<contract>=http://127.0.0.1:N} points the suite of a contract at any running server.
 */
@NullMarked
package io.jettio.conformance;

import org.jspecify.annotations.NullMarked;
