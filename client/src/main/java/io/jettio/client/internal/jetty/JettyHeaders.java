package io.jettio.client.internal.jetty;

import io.jettio.client.internal.engine.HttpCarrier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/**
 * The header fields of an answer.
 *
 * @param fields as Jetty has them; read only when the answer is there
 */
record JettyHeaders(HttpFields fields) implements HttpCarrier.Headers {
    @Override
    public List<String> values(String name) {
        return fields.getValuesList(name);
    }

    @Override
    public Map<String, List<String>> all() {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : fields) {
            String value = field.getValue();
            all.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(value == null ? "" : value);
        }
        return Collections.unmodifiableMap(all);
    }
}
