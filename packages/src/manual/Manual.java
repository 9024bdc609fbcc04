import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes pages of Markdown as pages of HTML beside them: {@code Manual.java FOLDER PAGE...}, pages as the folder has them. */
final class Manual {
    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: auto; padding: 0 1rem 4rem; color-scheme: light dark }
            pre, code { font: 14px/1.4 monospace }
            pre { overflow-x: auto; border: 1px solid #8886; padding: .6rem }
            table { border-collapse: collapse; display: block; overflow-x: auto }
            th, td { border: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top }
            img { max-width: 100%% }
            </style>
            </head>
            <body>
            <p><a href="%sREADME.html">dbsync-agent</a></p>
            %s</body>
            </html>
            """;

    private static final Pattern OWN_PAGE = Pattern.compile("(?![a-z]+:)([^#]+)\\.md(#.*)?");

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Parser parser = Parser.builder().extensions(EXTENSIONS).build();
        HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).build();
        for (String page : List.of(arguments).subList(1, arguments.length)) {
            Path source = folder.resolve(page);
            Node document = parser.parse(Files.readString(source));
            Reader reader = new Reader();
            document.accept(reader);
            String top = "../".repeat(Path.of(page).getNameCount() - 1);
            Files.writeString(
                    source.resolveSibling(
                            source.getFileName().toString().replaceFirst("\\.md$", ".html")),
                    PAGE.formatted(reader.title, top, renderer.render(document)));
        }
    }

    /** Finds a page's title, and has its links lead to the other pages of HTML. */
    private static final class Reader extends AbstractVisitor {
        private String title = "dbsync-agent";

        @Override
        public void visit(Heading heading) {
            if (heading.getLevel() == 1 && heading.getFirstChild() instanceof Text text) {
                title = text.getLiteral();
            }
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            link.setDestination(OWN_PAGE.matcher(link.getDestination()).replaceFirst("$1.html$2"));
            visitChildren(link);
        }
    }
}
