package io.jettio.json.jackson;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.impl.UnsupportedTypeDeserializer;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;

/** Which types a mapper maps by itself, or by a module of the application; those are left alone. */
final class Supported {
    private final ObjectMapper mapper;

    Supported(ObjectMapper mapper) {
        // Another copy: what is asked for here would be remembered as unsupported.
        this.mapper = mapper.copy();
    }

    /** {@return whether Jackson says that it has no mapping for a type of the JDK} */
    boolean lacks(Class<?> type) {
        DefaultDeserializationContext blueprint = (DefaultDeserializationContext) mapper.getDeserializationContext();
        DeserializationContext context = blueprint.createDummyInstance(mapper.getDeserializationConfig());
        try {
            return mapper.getSerializerProviderInstance().findValueSerializer(type) instanceof UnsupportedTypeSerializer
                    && context.findRootValueDeserializer(mapper.constructType(type))
                            instanceof UnsupportedTypeDeserializer;
        } catch (JsonMappingException e) {
            return true;
        }
    }
}
