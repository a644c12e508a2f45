package io.jettio.parser.msgpack;

/** Strings and integers, which occur as values, as names of members, and as the fields of a packet. */
final class Values {
    private Values() {}

    /** {@return the length of the string that begins with a byte, or -1 if none does} */
    static int stringLength(MsgpackReader in, int format) {
        if (format >= Format.FIXSTR && format < Format.NIL) {
            return in.count(format & 0x1f, 1);
        }
        return switch (format) {
            case Format.STR8 -> in.length(1);
            case Format.STR16 -> in.length(2);
            case Format.STR32 -> in.length(4);
            default -> -1;
        };
    }

    static boolean isInteger(int format) {
        return format < Format.FIXMAP
                || format >= Format.NEGATIVE_FIXINT
                || (format >= Format.UINT8 && format <= Format.INT64);
    }

    /** {@return the digits of the integer that begins with a byte} */
    static String integer(MsgpackReader in, int format) {
        return format == Format.UINT64 ? Long.toUnsignedString(in.unsigned(8)) : Long.toString(integerBits(in, format));
    }

    /** {@return the integer that begins with a byte; what only 64 bits without a sign hold comes negative} */
    static long integerBits(MsgpackReader in, int format) {
        if (format < Format.FIXMAP) {
            return format;
        }
        if (format >= Format.NEGATIVE_FIXINT) {
            return (byte) format;
        }
        return format <= Format.UINT64
                ? in.unsigned(1 << (format - Format.UINT8))
                : in.signed(1 << (format - Format.INT8));
    }
}
