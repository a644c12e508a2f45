/** What every parser and every JSON codec keeps: abstract JUnit suites for those who write one. */
module io.jettio.contracts.protocol {
    requires static transitive org.jspecify;
    requires transitive io.jettio.protocol;
    requires transitive org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.assertj.core;

    exports io.jettio.contracts.protocol;

    // JUnit calls the rules, and codecs read the records in them.
    opens io.jettio.contracts.protocol;
}
