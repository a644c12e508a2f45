package io.jettio.conformance.rfc6455;

/** All that RFC 6455 and RFC 7692 ask of a server. */
interface WholeRules
        extends OpeningRules,
                FramingRules,
                PingRules,
                ReservedRules,
                FragmentRules,
                Utf8Rules,
                CloseRules,
                VolumeRules,
                DeflateRules {}
