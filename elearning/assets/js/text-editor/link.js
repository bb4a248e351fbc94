// The dialog that asks for a link: its words and where it leads.
import { TextSelection } from "prosemirror-state";

import { asLink } from "./addresses.js";
import { schema } from "./schema.js";

const type = schema.marks.link;

/** The selection, or all of the link that the cursor is in. */
function place({ selection: { $from, from, to, empty } }) {
  const mark = type.isInSet($from.marks());
  if (!mark || !empty) {
    return { from, to, mark };
  }
  let [start, end] = [$from.index(), $from.indexAfter()];
  const { parent } = $from;
  const has = (index) => parent.maybeChild(index) && mark.isInSet(parent.child(index).marks);
  while (has(start - 1)) start -= 1;
  while (has(end)) end += 1;
  const at = (index) => parent.content.content.slice(0, index).reduce((sum, node) => sum + node.nodeSize, $from.start());
  return { from: at(has(start) ? start : start + 1), to: at(end), mark };
}

/** Ask for the link where the cursor is, and set it. Without the dialog on the page nothing happens. */
export function askForLink(view) {
  const dialog = document.querySelector("[data-link-dialog]");
  const form = dialog.querySelector("form");
  const [words, address] = form.querySelectorAll("input");
  const { from, to, mark } = place(view.state);
  words.value = view.state.doc.textBetween(from, to, " ");
  address.value = mark?.attrs.href ?? "";
  const remove = form.querySelector("[data-remove]");
  remove.hidden = !mark;
  complain(form, false);
  form.onsubmit = (event) => {
    event.preventDefault();
    const href = event.submitter === remove ? null : asLink(address.value);
    if (href === "") {
      complain(form, true);
      address.focus();
      return;
    }
    dialog.close();
    view.dispatch(withLink(view.state, { from, to, words: words.value.trim(), href }));
  };
  form.querySelector("[data-close]").onclick = () => dialog.close();
  dialog.onclose = () => view.focus();
  dialog.showModal();
  (words.value ? address : words).focus();
  return true;
}

function complain(form, isWrong) {
  const [, address] = form.querySelectorAll("input");
  form.querySelector(".form-error-message").hidden = !isWrong;
  address.closest(".form-group").classList.toggle("form-error", isWrong);
  address.toggleAttribute("aria-invalid", isWrong);
}

/** Unchanged words keep what else they are; new ones take the place of the old. */
function withLink({ tr, doc }, { from, to, words, href }) {
  let end = to;
  if (words && words !== doc.textBetween(from, to, " ")) {
    tr.insertText(words, from, to);
    end = from + words.length;
  } else if (!words && from === to && href) {
    tr.insertText(href, from, to);
    end = from + href.length;
  }
  tr.removeMark(from, end, type);
  if (href) {
    tr.addMark(from, end, type.create({ href }));
  }
  return tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(type).scrollIntoView();
}
