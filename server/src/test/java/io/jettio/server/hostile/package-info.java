/** What peers must not be able to do to a server, shown on the wire while a witness goes on undisturbed. */
@org.jspecify.annotations.NullMarked
package io.jettio.server.hostile;
