// What a text can hold: what elearning/markdown.py shows, and nothing else. Whatever is pasted is cut down to it.
import { schema as commonMark } from "prosemirror-markdown";
import { Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

import { isLink, isOurs, shownAt } from "./addresses.js";

const DEEPER = 1; // a text's ### stands below the heading of its step, which is an h3

const list = (tag, marker) => ({
  content: "list_item+",
  group: "block",
  attrs: { order: { default: 1 }, tight: { default: true }, marker: { default: marker } },
  parseDOM: [{ tag, getAttrs: (dom) => ({ order: Number(dom.getAttribute("start") || 1) }) }],
  toDOM: ({ attrs: { order, tight } }) => [
    tag,
    { start: tag === "ol" && order !== 1 ? order : null, "data-tight": tight ? "" : null },
    0,
  ],
});

// Own headings come back from the clipboard with their level; others' are made sub-headings.
const headingRules = [1, 2, 3, 4, 5, 6].map((level) => ({
  tag: `h${level}`,
  getAttrs: (dom) => ({ level: Number(dom.dataset.level ?? (level < 4 ? 3 : 4)) }),
}));

const heading = {
  ...commonMark.spec.nodes.get("heading"),
  attrs: { level: { default: 3 } },
  parseDOM: headingRules,
  toDOM: ({ attrs }) => [`h${Math.min(attrs.level + DEEPER, 6)}`, { "data-level": attrs.level }, 0],
};

const image = {
  ...commonMark.spec.nodes.get("image"),
  parseDOM: [
    {
      tag: "img[data-src]",
      getAttrs: ({ dataset, alt }) => (isOurs(dataset.src) ? { src: dataset.src, alt } : false),
    },
  ],
  toDOM: ({ attrs }) => ["img", { src: shownAt(attrs.src), alt: attrs.alt ?? "", "data-src": attrs.src }],
};

// A line that is broken in the Markdown and goes on as the same line on the page.
const softBreak = {
  inline: true,
  group: "inline",
  selectable: false,
  leafText: () => " ",
  toDOM: () => ["span", { class: "soft-break" }, " "],
};

const link = {
  ...commonMark.spec.marks.get("link"),
  parseDOM: [
    {
      tag: "a[href]",
      getAttrs: (dom) => (isLink(dom.getAttribute("href")) ? { href: dom.getAttribute("href") } : false),
    },
  ],
};

// Cells are one line and never merged: Markdown has no more.
const tables = tableNodes({ tableGroup: "block", cellContent: "(text | image)*", cellAttributes: {} });
tables.table_cell.parseDOM = [{ tag: "td" }];
tables.table_header.parseDOM = [{ tag: "th" }];

export const schema = new Schema({
  nodes: commonMark.spec.nodes
    .update("heading", heading)
    .update("bullet_list", list("ul", "-"))
    .update("ordered_list", list("ol", "."))
    .update("image", image)
    .addToEnd("soft_break", softBreak)
    .append(tables),
  marks: commonMark.spec.marks.update("link", link),
});
