// A text area with Markdown, shown as the text that it is. The text area stays in the form: what stands in it is sent.
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import { addToolbar } from "../markdown-toolbar.js";
import { askForLink } from "./link.js";
import { isExact, keepsMeaning, parse, serialize } from "./markdown.js";
import { cleaned } from "./paste.js";
import { plugins } from "./plugins.js";
import { toolbar } from "./toolbar.js";

const stateOf = (text) => EditorState.create({ doc: parse(text), plugins: plugins(askForLink) });

export class TextField {
  /** Put an editor in the place of `field`; `template` has its buttons and words. */
  constructor(field, template) {
    this.field = field;
    this.id = field.id;
    this.keys = template.dataset.keys;
    this.whole = template.content.firstElementChild.cloneNode(true);
    [this.bar, this.page, this.plain, this.change] = ["tools", "page", "plain", "change"].map((name) =>
      this.whole.querySelector(`[data-part="${name}"]`),
    );
    this.label = document.querySelector(`label[for="${this.id}"]`);
    this.label.id ||= `${this.id}-label`;
    this.whole.setAttribute("aria-labelledby", this.label.id);
    field.before(this.whole);
    this.marks = addToolbar(field, this.bar.getAttribute("aria-label"), (command) =>
      this.bar.querySelector(`[data-command="${command}"]`).textContent,
    );
    this.view = this.makeView();
    this.update = toolbar(this.bar, this.view);
    this.listen();
    this.show(isExact(field.value));
  }

  makeView() {
    return new EditorView(this.page, {
      state: stateOf(this.field.value),
      attributes: accessible(this.field, this.label),
      transformPastedHTML: cleaned,
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        if (transaction.docChanged) {
          write(this.field, serialize(this.view.state.doc));
        }
        this.update();
      },
    });
  }

  listen() {
    this.change.addEventListener("click", () => {
      this.show(this.page.hidden);
      document.getElementById(this.id).focus();
    });
    this.field.addEventListener("input", () => {
      this.change.hidden = this.page.hidden && !keepsMeaning(this.field.value);
    });
    this.label.addEventListener("click", () => this.page.hidden || this.view.focus());
  }

  /** Show the text, or the text area with its marks. Links to the field lead to what is shown: that has its id. */
  show(isText) {
    if (isText) {
      this.view.updateState(stateOf(this.field.value));
    }
    this.bar.hidden = this.page.hidden = !isText;
    this.field.hidden = this.marks.hidden = isText;
    this.field.id = isText ? `${this.id}-markdown` : this.id;
    this.view.dom.id = isText ? this.id : `${this.id}-text`;
    this.plain.hidden = isText || isExact(this.field.value);
    this.change.textContent = isText ? this.change.dataset.markdown : this.change.dataset.write;
    this.change.title = isText ? this.change.dataset.hint : "";
    this.change.hidden = !isText && !keepsMeaning(this.field.value);
    explain(this.id, isText ? this.keys : "");
    this.update();
  }
}

function write(field, text) {
  if (text !== field.value) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function accessible(field, label) {
  const attributes = {
    class: "form-input full lesson-text",
    role: "textbox",
    tabindex: "0",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) {
      attributes[name] = field.getAttribute(name);
    }
  }
  return attributes;
}

/** The hint on Markdown's marks is one on keys while they are not seen. */
function explain(id, keys) {
  const hint = document.getElementById(`${id}-marks`);
  if (hint) {
    hint.dataset.marks ??= hint.textContent;
    hint.textContent = keys || hint.dataset.marks;
  }
}
