package io.jettio.harness;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Result;
import io.jettio.harness.check.Verdicts;
import io.jettio.harness.server.ServerProcess;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** What a run says to whoever reads it; in colour, and with its progress, on a terminal only. */
final class Console {
    private final PrintWriter out;
    private final boolean terminal = Terminal.attached();
    private final boolean coloured = Terminal.coloured();
    private int total;
    private int done;

    Console(PrintWriter out) {
        this.out = out;
    }

    void lists(List<? extends Case<?>> cases) {
        cases.forEach(subject ->
                out.printf("%-18s %-8s %s [%s]%n", subject.id(), subject.level(), subject.rule(), subject.section()));
        out.flush();
    }

    void begins(String introduction, int cases, long seed) {
        total = cases;
        done = 0;
        out.printf("%s, seed %d%n", introduction, seed);
        out.flush();
    }

    void told(Result result, Expectations expected) {
        done++;
        if (terminal) {
            out.printf("\r%d of %d\u001b[K", done, total);
        }
        if (!expected.meets(result)) {
            if (terminal) {
                out.print("\r\u001b[K");
            }
            surprise(result);
        }
        out.flush();
    }

    private void surprise(Result result) {
        Case<?> subject = result.subject();
        if (result.passed()) {
            out.printf("%s %s passed, which was not expected%n", coloured("yellow", "PASS"), subject.id());
            return;
        }
        out.printf("%s %s (%s) %s%n", coloured("red", "FAIL"), subject.id(), subject.level(), subject.rule());
        out.printf("     %s%n     %s%n", subject.section(), result.failure());
        result.transcript().forEach(line -> out.printf("       %s%n", line));
    }

    void process(String when, ServerProcess.Holding holding) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        out.printf("the process %s: %s%n", when, holding);
        out.flush();
    }

    void leftOut(long cases) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        out.printf("%d cases write packets that only text has, and were left out%n", cases);
    }

    void ends(List<Result> results, Expectations expected) {
        if (terminal) {
            out.print("\r\u001b[K");
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        long known = results.stream()
                .filter(result -> !result.passed() && expected.meets(result))
                .count();
        long unexpected = expected.surprises(results).size();
        if (known > 0 || unexpected > failed - known) {
            out.printf("%d of the failures were expected, %d results were not%n", known, unexpected);
        }
        out.printf("%d passed, %d failed%n", results.size() - failed, failed);
        out.flush();
    }

    void compares(int runs, Verdicts verdicts) {
        for (List<Result> results : verdicts.differing()) {
            long passed = results.stream().filter(Result::passed).count();
            out.printf(
                    "%s %s passed in %d of %d runs%n",
                    coloured("red", "DIFFERS"), results.get(0).subject().id(), passed, results.size());
        }
        out.printf(
                "%d runs, %d verdicts, %d cases with differing ones%n",
                runs, verdicts.count(), verdicts.differing().size());
        out.flush();
    }

    private String coloured(String colour, String text) {
        return (coloured ? Ansi.ON : Ansi.OFF).string("@|" + colour + " " + text + "|@");
    }
}
