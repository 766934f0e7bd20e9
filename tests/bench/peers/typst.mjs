// node typst.mjs FOLDER OUT.pdf: FOLDER/book.typ, tagged, by the Typst that NODE_ROOT/node_modules holds.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const require = createRequire(path.resolve(process.env.NODE_ROOT, "x.js"));
const { NodeCompiler } = require("@myriaddreamin/typst-ts-node-compiler");
const [folder, out] = process.argv.slice(2);
const compiler = NodeCompiler.create({
    workspace: path.resolve(folder),
    fontArgs: [{ fontPaths: ["/usr/share/fonts/opentype/noto"] }],
});
const result = compiler.compile({ mainFilePath: path.resolve(folder, "book.typ") });
if (result.hasError()) {
    result.printErrors();
    process.exit(1);
}
fs.writeFileSync(out, compiler.pdf(result.result, { pdfTags: true }));
