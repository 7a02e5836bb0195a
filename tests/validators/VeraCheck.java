import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each PDF named on the command line as PDF/UA-1 and as PDF/A-2a. Exits 1 when one of them fails. */
public final class VeraCheck {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);
    private static final int UNLIMITED = -1;

    // The console's own charset follows the locale, and file names may hold letters it lacks.
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] paths) {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();

        boolean allGood = true;
        for (String path : paths) {
            for (PDFAFlavour flavour : FLAVOURS) {
                List<String> problems = new ArrayList<>();
                String note = "";
                try {
                    note = validate(new File(path), flavour, problems);
                } catch (Exception | StackOverflowError e) {
                    problems.add("could not be validated: " + e);
                }
                report("verapdf-" + flavour.getId(), path, note, problems);
                allGood &= problems.isEmpty();
            }
        }
        System.exit(allGood ? 0 : 1);
    }

    private static String validate(File file, PDFAFlavour flavour, List<String> problems) throws Exception {
        boolean logPassedChecks = false;
        boolean withErrorMessages = true;
        boolean logProgress = false;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, UNLIMITED, logPassedChecks, withErrorMessages, logProgress)) {
            ValidationResult result = validator.validate(parser);
            problems.addAll(failures(result));
            if (problems.isEmpty() && !result.isCompliant()) {
                problems.add("not compliant, though no check failed");
            }
            if (result.getTotalAssertions() == 0) {
                problems.add("no check was run");
            }
            return result.getTotalAssertions() + " checks";
        }
    }

    /** A rule once, with every place that breaks it beneath. */
    private static List<String> failures(ValidationResult result) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (TestAssertion failed : result.getTestAssertions()) {
            if (failed.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            String rule = failed.getRuleId().getSpecification().getId() + ", clause " + failed.getRuleId().getClause()
                    + ", test " + failed.getRuleId().getTestNumber() + ": " + oneLine(failed.getMessage());
            String message = failed.getErrorMessage();
            places.computeIfAbsent(rule, r -> new ArrayList<>())
                    .add((message == null ? "" : oneLine(message) + " ") + "at " + failed.getLocation().getContext());
        }
        List<String> lines = new ArrayList<>();
        places.forEach((rule, where) -> {
            lines.add(rule);
            where.forEach(place -> lines.add("  " + place));
        });
        return lines;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** The line format that run.sh counts; report.mjs prints the same. */
    private static void report(String check, String path, String note, List<String> problems) {
        String verdict = problems.isEmpty() ? "ok" : "FAIL";
        OUT.printf("%-5s %-13s %s%s%n", verdict, check, path, note.isEmpty() ? "" : " (" + note + ")");
        problems.forEach(problem -> OUT.println("        " + problem));
    }
}
