package io.jettio.kit;

import io.jettio.conformance.socket.SocketMessageRules;
import io.jettio.harness.wire.Endpoint;
import io.jettio.integration.Transports;
import io.jettio.integration.kit.PacedKit;
import io.jettio.integration.servers.KitServer;
import io.jettio.integration.servers.Make;
import io.jettio.integration.servers.Scenario;
import io.jettio.interop.SocketContract;
import io.jettio.interop.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the suites have on the upgrade, over the kit, as a program: a process of its own may have another engine on its
 * class path. Prints a line for each check that begins with {@code passed} or {@code failed}.
 */
final class UpgradeChecks {

    private UpgradeChecks() {}

    /** A check. */
    private interface Check {
        void run() throws Exception;
    }

    /**
     * Checks.
     *
     * @param arguments for how many seconds a check may get no further before it fails; those that pass take some tens of
     *     milliseconds
     */
    public static void main(String[] arguments) throws InterruptedException {
        // Without pings meanwhile: a pong behind the upgrade could be what a fault takes in place of the check's
        // packet.
        try (PacedKit kit = new PacedKit(SocketContract.server(Times.steady));
                KitEndpoint endpoint = new KitEndpoint(kit)) {
            checks(endpoint.endpoint(), Long.parseLong(arguments[0]));
        }
        System.exit(0);
    }

    private static void checks(Endpoint endpoint, long patienceSeconds) throws InterruptedException {
        Map<String, Check> checks = new LinkedHashMap<>();
        SocketMessageRules rules = () -> endpoint;
        checks.put("rule upgradeBetweenEventsLosesNothing", rules::upgradeBetweenEventsLosesNothing);
        Scenario.all().stream()
                .filter(scenario -> scenario.name().equals("theConnectionIsUpgradedAndWorksOn"))
                .forEach(scenario -> checks.put("scenario " + scenario.name(), () -> play(scenario)));
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "check");
            thread.setDaemon(true); // what is stuck ends with the process
            return thread;
        });
        Map<String, Future<?>> begun = new LinkedHashMap<>();
        checks.forEach((name, check) -> begun.put(name, threads.submit(() -> {
            check.run();
            return true;
        })));
        for (Map.Entry<String, Future<?>> one : begun.entrySet()) {
            System.out.println(outcome(one.getValue(), patienceSeconds).replaceFirst(" ", " " + one.getKey() + " "));
        }
    }

    private static String outcome(Future<?> check, long patienceSeconds) throws InterruptedException {
        try {
            var unused = check.get(patienceSeconds, TimeUnit.SECONDS);
            return "passed ";
        } catch (ExecutionException e) {
            return "failed " + e.getCause().toString().lines().findFirst().orElse("");
        } catch (TimeoutException e) {
            return "failed stuck";
        }
    }

    private static void play(Scenario scenario) throws Exception {
        try (KitServer server = new KitServer(Make.JETTIO, scenario.options(), Transports.UPGRADE)) {
            scenario.body().play(server, server);
        }
    }
}
