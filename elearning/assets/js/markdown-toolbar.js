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
    field.focus();
    field.setRangeText(`\n\n${image.markdown}\n\n`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
