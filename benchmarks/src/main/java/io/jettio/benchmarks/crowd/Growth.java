package io.jettio.benchmarks.crowd;

import java.util.List;
import java.util.Locale;

/**
 * What a stop on the way up showed.
 *
 * @param clients how many were connected
 * @param heapBytes the server's heap after a full collection
 * @param heapPerClient the same without what it was before the first client, divided by the clients
 * @param echoMicros the server's processor time for an echo with its ack, of a load over 100 of the clients
 * @param deliveryMicros the server's processor time for one delivery of a broadcast to everybody
 * @param idlePercent the server's processor time while nothing happens but heartbeats, of one processor
 */
record Growth(
        int clients, long heapBytes, long heapPerClient, double echoMicros, double deliveryMicros, double idlePercent) {
    static String csv(List<Growth> rows) {
        StringBuilder csv = new StringBuilder(
                "clients,heap_bytes,heap_bytes_per_client,echo_micros,delivery_micros,idle_percent\n");
        for (Growth row : rows) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.2f,%.2f,%.1f%n",
                    row.clients,
                    row.heapBytes,
                    row.heapPerClient,
                    row.echoMicros,
                    row.deliveryMicros,
                    row.idlePercent));
        }
        return csv.toString();
    }
}
