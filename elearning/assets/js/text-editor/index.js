// Every text area with `data-editor` is written in as it will look. Its Markdown stays what is stored.
import { TextField } from "./field.js";

const template = document.querySelector("template[data-text-editor]");

for (const field of template ? document.querySelectorAll("textarea[data-editor]") : []) {
  new TextField(field, template);
}

// The page came with the field in its address: what has its id now is the editor.
if (template && location.hash) {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();
}
