package io.jettio.features;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What one run of JUnit left: the event-based form of the Open Test Reporting format, as {@code junit-platform-reporting}
 * writes it.
 *
 * @param started when it began
 * @param tests the tests and classes that carry tags, as they came
 */
record TestRecord(Instant started, List<TaggedTest> tests) {

    TestRecord {
        tests = List.copyOf(tests);
    }

    /** A node of the tree of tests, from the engine down to the invocations. */
    private static final class Node {
        final @Nullable Node parent;
        final Set<String> tags = new HashSet<>();
        String className = "";
        String method = "";
        boolean test;
        int passed;
        int notPassed;

        Node(@Nullable Node parent) {
            this.parent = parent;
        }

        void ended(boolean well) {
            for (Node node = this; node != null; node = node.parent) {
                // A class that was set up and torn down has not passed anything yet.
                node.passed += well && test ? 1 : 0;
                node.notPassed += well ? 0 : 1;
            }
        }

        /** JUnit repeats the tags of a class at its tests. */
        Set<String> ownTags() {
            Set<String> own = new TreeSet<>(tags);
            if (parent != null) {
                own.removeAll(parent.tags);
            }
            return own;
        }
    }

    /**
     * Reads a record.
     *
     * @param module the folder of the module that it is from
     * @param file the record
     * @return what it says
     * @throws IOException if it cannot be read, or is broken off, as that of a run that was killed is
     */
    static TestRecord read(String module, Path file) throws IOException {
        Map<String, Node> nodes = new LinkedHashMap<>();
        Instant started = null;
        Node current = null;
        try (InputStream in = Files.newInputStream(file)) {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "started" -> {
                        current = new Node(nodes.get(attribute(xml, "parentId")));
                        nodes.put(attribute(xml, "id"), current);
                        started = started == null ? Instant.parse(attribute(xml, "time")) : started;
                    }
                    case "finished" -> current = nodes.get(attribute(xml, "id"));
                    case "tag" -> node(current, file).tags.add(xml.getElementText());
                    case "type" ->
                        node(current, file).test = xml.getElementText().contains("TEST");
                    case "classSource" -> node(current, file).className = attribute(xml, "className");
                    case "methodSource" -> {
                        Node node = node(current, file);
                        node.className = attribute(xml, "className");
                        node.method = attribute(xml, "methodName");
                    }
                    case "result" ->
                        node(current, file).ended(attribute(xml, "status").equals("SUCCESSFUL"));
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        if (started == null) {
            throw new IOException(file + " has no test");
        }
        return new TestRecord(started, tests(module, nodes));
    }

    private static List<TaggedTest> tests(String module, Map<String, Node> nodes) {
        List<TaggedTest> tests = new ArrayList<>();
        for (Node node : nodes.values()) {
            Set<String> own = node.ownTags();
            if (!own.isEmpty()) {
                tests.add(new TaggedTest(
                        module,
                        node.className,
                        node.method,
                        own,
                        node.tags.contains(TaggedTest.REFERENCE),
                        node.passed > 0 && node.notPassed == 0));
            }
        }
        return tests;
    }

    private static Node node(@Nullable Node node, Path file) throws IOException {
        if (node == null) {
            throw new IOException(file + " tells of a test that did not begin");
        }
        return node;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
