// Says what JavaRosa (the engine of ODK Collect) makes of forms: for each form in a folder, the values of the nodes
// named "z" after the form was opened with the answers that stand in it. Called by javarosa.py beside this file.

import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class JavaRosa {
    public static void main(String[] arguments) throws Exception {
        new XFormsModule().registerModule();
        List<Path> forms;
        try (var found = Files.list(Path.of(arguments[0]))) {
            forms = found.sorted().collect(Collectors.toList());
        }
        for (Path form : forms) {
            System.out.println("\u0002" + form.getFileName() + "\u0003" + String.join("\u0004", answers(form)));
        }
    }

    private static List<String> answers(Path path) {
        List<String> found = new ArrayList<>();
        try (FileInputStream stream = new FileInputStream(path.toFile())) {
            FormDef form = XFormUtils.getFormFromInputStream(stream);
            form.initialize(true, new InstanceInitializationFactory());
            collect(form.getMainInstance().getRoot(), found);
        } catch (Throwable thrown) {
            found.clear();
            found.add("\u0005" + thrown.getClass().getSimpleName());
        }
        return found;
    }

    private static void collect(TreeElement element, List<String> found) {
        if (element.getMult() < 0) {
            return; // the pattern of a repeat is none of its instances
        }
        if (element.getName().equals("z")) {
            IAnswerData value = element.getValue();
            found.add(value == null ? "" : value.uncast().getString());
        }
        for (int place = 0; place < element.getNumChildren(); place++) {
            collect(element.getChildAt(place), found);
        }
    }
}
