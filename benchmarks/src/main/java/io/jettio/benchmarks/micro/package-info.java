/** JMH benchmarks of parts of the server, through its public packages. */
@NullMarked
package io.jettio.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
