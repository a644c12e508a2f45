/**
 * A client on the command line: {@link io.jettio.interop.dial.DialCommand} reads its options, {@code Dial} is the
 * connection, {@code Instruction} is what is asked of it, and {@code Teller} says what happens.
 */
@NullMarked
package io.jettio.interop.dial;

import org.jspecify.annotations.NullMarked;
