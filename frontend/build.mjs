// Builds the front end: elearning/assets/ and the design system in, elearning/static/ out.
// Every file's name carries a hash of its content, so that browsers may keep it for ever;
// manifest.json says which file a logical name ("app.css") stands for. Same input, same output.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "../elearning/assets");
const target = join(here, "../elearning/static");
const designSystem = join(here, "node_modules/dkfds/src");
const workshop = join(here, `node_modules/.build-${process.pid}`);

const manifest = {};

const read = (path) => readFileSync(path, "utf8");

/** Write one file under its hashed name, compressed copies beside it; gives the name. */
function emit(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const extension = extname(name);
  const hashed = `${basename(name, extension)}.${hash}${extension}`;
  write(hashed, bytes);
  if (extension !== ".woff2") {
    // woff2 is compressed already
    compress(hashed, bytes);
  }
  manifest[name] = hashed;
  return hashed;
}

function write(name, bytes) {
  writeFileSync(join(workshop, name), bytes);
}

function compress(name, bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  write(`${name}.br`, brotliCompressSync(bytes, { params }));
  write(`${name}.gz`, gzipSync(bytes, { level: 9 }));
}

/** A style sheet; whatever it points to (fonts, the check mark of a checkbox) is emitted and renamed with it. */
function buildStyles(entry, name) {
  const { css } = sass.compile(join(assets, "scss", entry), {
    loadPaths: [join(designSystem, "stylesheets")],
    style: "compressed",
    quietDeps: true,
    fatalDeprecations: ["import"],
  });
  const linked = css.replace(/url\("?([^")]+)"?\)/g, (_, path) => {
    const name = basename(path);
    return `url(${manifest[name] ?? emit(name, readFileSync(join(designSystem, path)))})`;
  });
  emit(name, linked);
}

/** One script with all that it imports: `entry` in js/ becomes `name`. */
function buildScript(entry, name) {
  const result = esbuild.buildSync({
    entryPoints: [join(assets, "js", entry)],
    nodePaths: [join(here, "node_modules")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    write: false,
  });
  emit(name, result.outputFiles[0].contents);
}

/** The icons of icons.json in one file; a page shows one by <use href="…icons.svg#name">. */
function buildIcons() {
  const names = JSON.parse(read(join(here, "icons.json")));
  const symbols = names.map((name) => {
    const svg = read(join(designSystem, "img/svg-icons", `${name}.svg`));
    const [, viewBox, shape] = svg.match(/viewBox="([^"]+)"[^>]*>(.*)<\/svg>/s);
    return `<symbol id="${name}" viewBox="${viewBox}">${shape.trim()}</symbol>`;
  });
  emit("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function buildImages() {
  const pictures = readdirSync(join(assets, "pictures")).sort();
  for (const name of ["favicon.svg", ...pictures.map((picture) => `pictures/${picture}`)]) {
    emit(name, readFileSync(join(assets, name)));
  }
}

/** The fonts of the certificate's PDF, whole and as TrueType: read from disk by the renderer, under plain names. */
function copyFonts() {
  const plex = join(designSystem, "fonts/IBMPlexSans/complete/ttf");
  const dejaVu = join(here, "node_modules/dejavu-fonts-ttf/ttf");
  mkdirSync(join(workshop, "fonts"));
  for (const path of [
    join(plex, "IBMPlexSans-Regular.ttf"),
    join(plex, "IBMPlexSans-SemiBold.ttf"),
    join(dejaVu, "DejaVuSans.ttf"),
    join(dejaVu, "DejaVuSans-Bold.ttf"),
  ]) {
    copyFileSync(path, join(workshop, "fonts", basename(path)));
  }
}

// What authoring.js is made of besides our own: the packages named in package.json, and what they bring.
const EDITOR = [
  "@github/markdown-toolbar-element",
  ...["commands", "gapcursor", "history", "inputrules", "keymap", "markdown", "model", "schema-list", "state", "tables"].map(
    (part) => `prosemirror-${part}`,
  ),
  ...["prosemirror-transform", "prosemirror-view", "orderedmap", "rope-sequence", "w3c-keyname"],
  ...["markdown-it", "entities", "linkify-it", "mdurl", "punycode.js", "uc.micro"],
];

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  return read(join(folder, readdirSync(folder).find((file) => file.startsWith("LICENSE"))));
}

/** The licences of what is handed on: they ask to travel with the files. */
function writeLicences() {
  // The design system only links to the icons' licence, so its text comes from the list of standard ones.
  const apache = join(here, "node_modules/spdx-license-list/licenses/Apache-2.0.json");
  const parts = [
    ["Det Fælles Designsystem (style sheet and icons)", read(join(designSystem, "../LICENSE.md"))],
    ["Material Symbols (icons): Apache License 2.0", JSON.parse(read(apache)).licenseText],
    ...EDITOR.map((name) => [`${name} (script of HR's editor)`, licenceOf(name)]),
    ["IBM Plex Sans (fonts): SIL Open Font License 1.1", read(join(designSystem, "fonts/IBMPlexSans/split/woff2/license.txt"))],
    ["DejaVu Sans (fonts)", read(join(here, "node_modules/dejavu-fonts-ttf/LICENSE"))],
  ];
  const text = parts.map(([title, licence]) => `${title}\n${"=".repeat(title.length)}\n\n${licence.trim()}\n`);
  write("licenses.txt", text.join("\n\n"));
}

/** Put the finished folder in the old one's place, so that nobody ever finds half a build. */
function swap() {
  const old = `${workshop}-old`;
  if (existsSync(target)) {
    renameSync(target, old);
  }
  renameSync(workshop, target);
  rmSync(old, { recursive: true, force: true });
}

mkdirSync(workshop);
try {
  buildStyles("app.scss", "app.css");
  buildStyles("text-editor.scss", "text-editor.css"); // on pages with HR's editor only
  buildScript("main.js", "app.js");
  buildScript("authoring.js", "authoring.js"); // on HR's pages only: learners' pages stay light
  buildIcons();
  buildImages();
  copyFonts();
  writeLicences();
  write("manifest.json", `${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`);
  swap();
} finally {
  rmSync(workshop, { recursive: true, force: true });
}
