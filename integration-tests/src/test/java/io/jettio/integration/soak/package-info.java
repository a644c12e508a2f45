/**
 * The server under faults, and for long. Each scenario prints its figures and fails by itself. In the normal build they
 * take seconds; with the profile {@code soak} they run in full, see {@code CONTRIBUTING.md}.
 */
package io.jettio.integration.soak;
