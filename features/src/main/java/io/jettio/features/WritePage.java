package io.jettio.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code docs/features.md} from what the last build left. */
public final class WritePage {

    private WritePage() {}

    /**
     * Writes the page, unless the catalogue and the tests disagree.
     *
     * @param args the top of the repository
     * @throws IOException if something cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path top = Path.of(args[0]).toAbsolutePath().normalize();
        Catalogue catalogue = Catalogue.read(top.resolve(Page.ROWS));
        Build build = Build.read(top, Instant.EPOCH);
        List<String> problems = new ArrayList<>(build.problems());
        problems.addAll(Audit.problems(catalogue, build.tests()));
        if (!problems.isEmpty()) {
            throw new IllegalStateException("nothing written:\n" + String.join("\n", problems));
        }
        Files.writeString(top.resolve(Page.FILE), new Page(catalogue, build.tests(), new Sources(top)).text());
        System.out.println("written: " + top.resolve(Page.FILE));
    }
}
