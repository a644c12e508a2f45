/** Where the servers under test come from: a process that speaks the contract's command line, or an address given. */
@NullMarked
package io.jettio.conformance.subject;

import org.jspecify.annotations.NullMarked;
