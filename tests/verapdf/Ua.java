import java.io.File;
import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether files keep PDF/UA-1. Prints "file, tab, number of checks" and a line for each rule broken. */
public final class Ua {
    private static final int SHOWN = 100; // failures kept of each file; one is enough to fail it

    public static void main(String[] names) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : names) {
            ValidationResult result = validate(new File(name));
            System.out.println(name + "\t" + result.getTotalAssertions());
            broken(result).forEach((rule, words) -> System.out.println(name + "\t" + rule + ": " + words));
        }
    }

    private static ValidationResult validate(File file) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
        try (FileInputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, SHOWN, false, false, false)) {
            return validator.validate(parser);
        }
    }

    private static Map<String, String> broken(ValidationResult result) {
        Map<String, String> found = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String words = assertion.getMessage() + " at " + assertion.getLocation().getContext();
                found.putIfAbsent(rule, words.replaceAll("\\s+", " "));
            }
        }
        return found;
    }
}
