package io.jettio.integration.proofs;

/** How much a proof does: seconds of work in the normal build, all of it with the profile {@code proofs} or {@code soak}. */
public final class Scale {
    private static final boolean FULL =
            System.getProperty("jettio.proofs", "short").equals("full");

    private Scale() {}

    public static boolean full() {
        return FULL;
    }

    /** One number for the normal build and one for the full form. */
    public static int of(int shortForm, int fullForm) {
        return FULL ? fullForm : shortForm;
    }

    /** The seed of what is random: a new one each time, or the one to repeat. */
    public static long seed() {
        String given = System.getProperty("jettio.proofs.seed", "");
        return given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    }

    /** Prints a line of figures. */
    public static void print(String format, Object... figures) {
        System.out.printf("proof: " + format + "%n", figures);
    }
}
