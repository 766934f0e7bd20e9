/*
 * Conformance FILE...: each PDF against PDF/UA-1 and the PDF/A it claims, which has to be level A.
 *
 * A line for each rule that fails: FILE, profile, clause and test, how often, what the rule says,
 * and the first object that breaks it. Exit 1 when a rule failed, 2 when a file could not be read.
 * Test only; the validator is veraPDF's library.
 */
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public final class Conformance {
    private static final int SHOWN = 3; /* objects named for each rule */

    private static final class Failures {
        int count;
        final StringBuilder text = new StringBuilder();
    }

    public static void main(String[] files) {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        int worst = 0, failed = 0;
        for (String file : files) {
            int code = check(file);
            worst = Math.max(worst, code);
            failed += code > 0 ? 1 : 0;
        }
        System.out.printf("%d passed, %d failed%n", files.length - failed, failed);
        System.exit(worst);
    }

    private static int check(String file) {
        try {
            boolean good = validate(file, PDFAFlavour.PDFUA_1) & validate(file, null);
            return good ? 0 : 1;
        } catch (Exception e) {
            System.out.printf("%s: cannot be read: %s%n", file, e.getMessage());
            return 2;
        }
    }

    /* flavour null: what the file claims */
    private static boolean validate(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = flavour == null ? Foundries.defaultInstance().createParser(new File(file))
                                                 : Foundries.defaultInstance().createParser(new File(file), flavour)) {
            PDFAFlavour to = parser.getFlavour();
            if (flavour == null && to != PDFAFlavour.PDFA_2_A && to != PDFAFlavour.PDFA_3_A) {
                System.out.printf("%s: claims %s, expected PDF/A-2a or PDF/A-3a%n", file, to);
                return false;
            }
            PDFAValidator validator = Foundries.defaultInstance().createValidator(to, false);
            return report(file, to, validator.validate(parser));
        }
    }

    private static boolean report(String file, PDFAFlavour flavour, ValidationResult result) {
        Map<String, Failures> rules = new LinkedHashMap<>();
        List<TestAssertion> assertions = result.getTestAssertions();
        for (TestAssertion assertion : assertions)
            if (assertion.getStatus() == TestAssertion.Status.FAILED)
                note(rules, assertion);
        rules.forEach((rule, failures) -> System.out.printf("%s: %s %s, %d times%s%n", file, flavour, rule,
                                                            failures.count, failures.text));
        return result.isCompliant() && rules.isEmpty();
    }

    private static void note(Map<String, Failures> rules, TestAssertion assertion) {
        String rule = assertion.getRuleId().getClause() + " test " + assertion.getRuleId().getTestNumber() + ": "
                      + assertion.getMessage();
        Failures failures = rules.computeIfAbsent(rule, key -> new Failures());
        if (failures.count++ < SHOWN)
            failures.text.append(System.lineSeparator()).append("    ").append(assertion.getLocation().getContext());
    }
}
