// Buttons above a text area that write its Markdown, for the texts whose marks one sees.
import "@github/markdown-toolbar-element";

import { chooseImage } from "./image-dialog.js";

const MARKS = {
  bold: "md-bold",
  italic: "md-italic",
  heading: "md-header",
  bullets: "md-unordered-list",
  numbers: "md-ordered-list",
  quote: "md-quote",
  link: "md-link",
};

/** Put the toolbar before `field`; `named` gives a button's words by its command. */
export function addToolbar(field, label, named) {
  const toolbar = document.createElement("markdown-toolbar");
  toolbar.setAttribute("for", field.id);
  toolbar.setAttribute("aria-label", label);
  for (const [command, name] of Object.entries(MARKS)) {
    toolbar.append(button(name, named(command)));
  }
  const image = document.createElement("button");
  image.type = "button";
  image.textContent = named("image");
  image.addEventListener("click", () => insertImage(field));
  toolbar.append(image);
  field.before(toolbar);
  return toolbar;
}

function button(name, words) {
  const element = document.createElement(name);
  element.setAttribute("role", "button"); // not every kind of button says so by itself
  element.textContent = words;
  return element;
}

async function insertImage(field) {
  const image = await chooseImage();
  if (image) {
    insertAfterParagraph(field, image.markdown);
  }
}

/** Put a paragraph after the one that the cursor is in, so that Ctrl+Z takes it out again. */
function insertAfterParagraph(field, text) {
  const { value, selectionEnd } = field;
  const blank = /\n[ \t]*(?=\n)/g; // the line end before an empty line, which is the end of a paragraph
  blank.lastIndex = selectionEnd;
  const end = value[selectionEnd - 1] === "\n" ? selectionEnd : (blank.exec(value)?.index ?? value.length);
  const before = value.slice(0, end);
  const gap = /^\s*$|\n\s*\n$/.test(before) ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const after = /^\s*$|^[ \t]*\n[ \t]*\n/.test(value.slice(end)) ? "" : "\n\n";
  field.focus();
  field.setSelectionRange(end, end);
  // The old command is the only one whose work the browser can undo. It tells of the change by itself.
  if (!document.execCommand("insertText", false, gap + text + after)) {
    field.setRangeText(gap + text + after, end, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
