/** Clients as commands for {@code check client}, and what the checker finds in them. */
package io.jettio.integration.checked;
