package io.jettio.examples.spring;

import java.time.Instant;

/**
 * What somebody said. Gson maps it for Socket.IO and Jackson for REST; both write the time as ISO 8601.
 *
 * @param id counts up
 * @param room where
 * @param nick who
 * @param text what
 * @param time when
 */
record Message(long id, String room, String nick, String text, Instant time) {}
