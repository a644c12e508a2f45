/**
 * Proofs of the engine and of Socket.IO under stress. Each prints its figures and fails by itself. In the normal build they
 * take seconds; with the profile {@code proofs} they run in full, see {@code CONTRIBUTING.md}.
 */
package io.jettio.integration.proofs;
