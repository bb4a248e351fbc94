// Markdown to a document and back. The parser is the one that the server has, in JavaScript and with the same settings.
import MarkdownIt from "markdown-it";
import {
  defaultMarkdownParser,
  defaultMarkdownSerializer,
  MarkdownParser,
  MarkdownSerializerState,
} from "prosemirror-markdown";

import { escape, withEdges } from "./escapes.js";
import { schema } from "./schema.js";
import { tidied } from "./tidied.js";

const tokenizer = new MarkdownIt("commonmark", { html: false }).enable("table");
tokenizer.normalizeLink = (address) => address; // as it was written
tokenizer.normalizeLinkText = (text) => text;

/** A list is loose where a paragraph right in one of its items shows as one. */
function isTight(tokens, start) {
  const { level } = tokens[start];
  const end = tokens.findIndex((token, i) => i > start && token.level === level);
  return !tokens.slice(start, end).some((token) => token.type === "paragraph_open" && token.level === level + 2 && !token.hidden);
}

const listAttributes = (token, tokens, i) => ({
  order: Number(token.attrGet("start") ?? 1),
  tight: isTight(tokens, i),
  marker: token.markup,
});

const parser = new MarkdownParser(schema, tokenizer, {
  ...defaultMarkdownParser.tokens,
  bullet_list: { block: "bullet_list", getAttrs: listAttributes },
  ordered_list: { block: "ordered_list", getAttrs: listAttributes },
  image: {
    node: "image",
    getAttrs: (token) => ({
      src: token.attrGet("src"),
      title: token.attrGet("title") || null,
      alt: token.children.map((child) => child.content).join(""),
    }),
  },
  softbreak: { node: "soft_break" },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_header" },
  td: { block: "table_cell" },
});

/** A text as a document. */
export const parse = (text) => parser.parse(text);

class State extends MarkdownSerializerState {
  esc(text, isAtStart = false) {
    const line = this.out.slice(this.out.lastIndexOf("\n") + 1);
    return escape(text, isAtStart || line === this.delim, this.isInLink);
  }
}

/** A document as the text that gives it back. Blocks with nothing in them are left out. */
export function serialize(doc) {
  const state = new State(nodes, marks, {});
  state.renderContent(doc);
  return state.out;
}

/** Whether a text comes out as it went in, byte for byte. */
export const isExact = (text) => serialize(parse(text)) === text;

/** Whether a text would at least mean the same if the editor wrote it: no letter lost, and stable from then on. */
export function keepsMeaning(text) {
  const again = serialize(parse(text));
  return letters(text) === letters(again) && isExact(again) && letters(text) === squeezed(parse(text).textContent);
}

function letters(text) {
  const words = (tokens) =>
    tokens.map((token) => (token.type === "inline" ? words(token.children) : token.type === "image" ? "" : token.content));
  return squeezed(words(tokenizer.parse(text, {})).flat(Infinity).join(""));
}

const squeezed = (text) => text.replace(/\s/g, "");

const LISTS = { bullet_list: ["-", "*"], ordered_list: [".", ")"] };
const KEPT = new Set(["image", "horizontal_rule", "code_block", "table"]);

function isBlank(node) {
  let found = false;
  node.descendants((inner) => {
    found ||= KEPT.has(inner.type.name) || (inner.isText && inner.text.trim() !== "");
    return !found;
  });
  return !found && !KEPT.has(node.type.name);
}

const unlessBlank = (write) => (state, node, parent, index) => {
  if (!isBlank(node)) {
    write(state, node, parent, index);
  }
};

function writeParagraph(state, node) {
  state.renderInline(tidied(node));
  state.closeBlock(node);
}

function writeHeading(state, node) {
  state.write(`${"#".repeat(node.attrs.level)} `);
  state.renderInline(tidied(node), false);
  state.out = state.out.replace(/(#+)$/, "\\$1"); // closing marks would be taken away
  state.closeBlock(node);
}

/** Two lists after each other are told apart by their marks. */
function markerOf(node, parent, index) {
  const kinds = LISTS[node.type.name];
  let before = index - 1;
  while (before >= 0 && isBlank(parent.child(before))) {
    before -= 1;
  }
  if (before < 0 || parent.child(before).type !== node.type) {
    return node.attrs.marker;
  }
  const other = markerOf(parent.child(before), parent, before);
  return node.attrs.marker === other ? kinds.find((kind) => kind !== other) : node.attrs.marker;
}

// Without a blank line a second paragraph would run together with the first, and so would a list that begins at 2.
const isApart = (block) => LISTS[block.type.name] && block.attrs.order === 1;
const canBeTight = (list) =>
  list.attrs.tight &&
  list.content.content.every((item) =>
    item.content.content.filter((block) => !isBlank(block)).every((block, i) => i === 0 || isApart(block)),
  );

function writeList(state, node, parent, index) {
  const marker = markerOf(node, parent, index);
  state.flushClose(state.inTightList ? 1 : 2);
  const outer = state.inTightList;
  state.inTightList = canBeTight(node);
  let number = node.attrs.order;
  node.forEach((item) => {
    if (!isBlank(item)) {
      const first = node.type.name === "ordered_list" ? `${number}${marker} ` : `${marker} `;
      number += 1;
      state.flushClose(state.inTightList ? 1 : 2);
      state.wrapBlock(" ".repeat(first.length), first, node, () => state.renderContent(item));
    }
  });
  state.inTightList = outer;
}

function writeTable(state, node) {
  const cells = (row) => row.content.content.map((cell) => writeCell(state, cell));
  const [head, ...body] = node.content.content.map(cells);
  const rule = head.map(() => "---");
  for (const row of [head, rule, ...body]) {
    state.write(`| ${row.join(" | ")} |\n`);
  }
  state.out = state.out.slice(0, -1);
  state.closeBlock(node);
}

function writeCell(state, cell) {
  const inner = new State(nodes, marks, {});
  inner.renderInline(tidied(cell), false);
  return inner.out.replaceAll("|", "\\|");
}

function writeText(state, node, parent, index) {
  state.write();
  state.isInLink = node.marks.some((mark) => mark.type.name === "link");
  const written = state.inAutolink ? node.text : state.esc(node.text, state.atBlockStart);
  const [before, whole, after] = [index - 1, index, index + 1].map((at) => parent.maybeChild(at));
  state.out += withEdges(written, before, whole, after);
}

const nodes = {
  ...defaultMarkdownSerializer.nodes,
  paragraph: unlessBlank(writeParagraph),
  heading: unlessBlank(writeHeading),
  blockquote: unlessBlank(defaultMarkdownSerializer.nodes.blockquote),
  bullet_list: unlessBlank(writeList),
  ordered_list: unlessBlank(writeList),
  table: writeTable,
  image: (state, { attrs }) => {
    state.write(`![${escape(attrs.alt ?? "", false, true)}](${inBrackets(attrs.src, attrs.title)})`);
  },
  hard_break: (state) => state.write("\\\n"),
  soft_break: (state) => state.write("\n"),
  text: writeText,
};

/** The address of a link or a picture with its title, as it stands in the brackets. */
function inBrackets(address, title) {
  const plain = address.replace(/\\|&(?=#?\w{1,32};)/g, "\\$&");
  const whole = /[\s()<>]/.test(plain) ? `<${plain.replace(/[<>]/g, "\\$&")}>` : plain;
  return title ? `${whole} "${title.replace(/["\\]/g, "\\$&")}"` : whole;
}

const { marks: commonMarks } = defaultMarkdownSerializer;
const marks = {
  ...commonMarks,
  link: {
    ...commonMarks.link,
    close(state, mark) {
      const isPlain = state.inAutolink;
      state.inAutolink = undefined;
      return isPlain ? ">" : `](${inBrackets(mark.attrs.href, mark.attrs.title)})`;
    },
  },
};
