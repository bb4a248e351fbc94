// Runs the editor's Markdown in Node: {"texts": [...], "typed": [...]} comes in, and goes out as the editor
// writes it, with `means`: whether it would mean the same.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , root] = process.argv;
const packages = join(root, "frontend/node_modules");
const { buildSync } = createRequire(join(packages, "esbuild/package.json"))("esbuild");

const bundle = buildSync({
  stdin: {
    contents: 'export * from "./markdown.js"; export { schema } from "./schema.js";',
    resolveDir: join(root, "elearning/assets/js/text-editor"),
  },
  nodePaths: [packages],
  bundle: true,
  format: "esm",
  write: false,
});
const { keepsMeaning, parse, serialize, schema } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.outputFiles[0].contents).toString("base64")}`
);

const { doc, paragraph } = schema.nodes;
const typed = (line) => doc.create(null, paragraph.create(null, schema.text(line)));

const { texts = [], typed: lines = [] } = JSON.parse(readFileSync(0, "utf8"));
const answer = {
  texts: texts.map((text) => serialize(parse(text))),
  means: texts.map(keepsMeaning),
  typed: lines.map((line) => parse(serialize(typed(line))).textContent),
};
process.stdout.write(JSON.stringify(answer));
