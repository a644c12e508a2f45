package io.jettio.harness.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of a client by its delays, and not by the machine. */
class DelaysTest {
    private static final int CLIENTS = 100_000;

    @Test
    void fixedDelaysAreAlikeWhateverABusyMachineAddsToSome() {
        Random random = new Random(7);
        LongSupplier fixed = () -> Delays.EACH + random.nextInt(10);
        LongSupplier onABusyMachine = () -> fixed.getAsLong() + (random.nextInt(5) == 0 ? random.nextInt(2_000) : 0);
        assertThat(alike(fixed)).isEqualTo(CLIENTS);
        assertThat(alike(onABusyMachine)).isGreaterThan(CLIENTS * 99 / 100);
    }

    @Test
    void noDelayAtAllIsAlike() {
        Random random = new Random(7);
        assertThat(alike(() -> random.nextInt(20))).isEqualTo(CLIENTS);
    }

    @Test
    void delaysRandomizedByHalfAreNotAlikeButOnceInTenThousandTimes() {
        Random random = new Random(7);
        assertThat(alike(() -> randomizedByHalf(random.nextDouble()))).isLessThan(CLIENTS / 10_000);
    }

    /** As the official clients do it, whose delays lie in ten ranges with gaps between them. */
    private static long randomizedByHalf(double chance) {
        long deviation = (long) (chance * Delays.EACH / 2);
        return (int) (chance * 10) % 2 == 0 ? Delays.EACH - deviation : Delays.EACH + deviation;
    }

    /** How many of many clients come back after delays that are alike. */
    private static long alike(LongSupplier delay) {
        return IntStream.range(0, CLIENTS)
                .filter(client -> {
                    Delays delays = new Delays();
                    for (int i = 0; i < Delays.OBSERVED; i++) {
                        delays.add(delay.getAsLong());
                    }
                    return delays.alike();
                })
                .count();
    }
}
