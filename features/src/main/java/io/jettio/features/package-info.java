/**
 * The table of features: what the field has, row by row, compared with the tests that ran.
 *
 * <p>A test carries its rows as JUnit tags, {@code @Tag("feature:1.9")}. Every module's tests leave a
 * {@link io.jettio.features.TestRecord record}; {@link io.jettio.features.Catalogue} is what the rows claim;
 * {@link io.jettio.features.Audit} says where the two disagree; {@link io.jettio.features.Page} is
 * {@code docs/features.md}.
 */
@NullMarked
package io.jettio.features;

import org.jspecify.annotations.NullMarked;
