// What the editor does while one writes: keys, lists that begin themselves, tables, and undoing.
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";

import { breakLine, COMMANDS, nextCell } from "./commands.js";
import { schema } from "./schema.js";

const { nodes } = schema;

const does = (name) => COMMANDS[name].command;

// Tab is not among them: it leaves the editor, as it leaves any field.
const keys = (askForLink) => ({
  "Mod-b": does("bold"),
  "Mod-i": does("italic"),
  "Mod-k": (_state, _dispatch, view) => askForLink(view),
  "Mod-z": does("undo"),
  "Mod-y": does("redo"),
  "Shift-Mod-z": does("redo"),
  "Alt-Shift-ArrowRight": does("indent"),
  "Alt-Shift-ArrowLeft": does("outdent"),
  Backspace: undoInputRule,
  Enter: chainCommands(nextCell, splitListItem(nodes.list_item)),
  "Shift-Enter": chainCommands(exitCode, breakLine, nextCell),
  "Mod-Enter": exitCode,
});

// Who knows Markdown writes its marks at the beginning of a line.
const rules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
    wrappingInputRule(
      /^(\d{1,3})\.\s$/,
      nodes.ordered_list,
      ([, order]) => ({ order: Number(order) }),
      ([, order], list) => list.childCount + list.attrs.order === Number(order),
    ),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    textblockTypeInputRule(/^(#{3,4})\s$/, nodes.heading, ([, marks]) => ({ level: marks.length })),
  ],
});

// After a table, a picture or a list there is always a line to go on writing on. Empty, it is not in the Markdown.
const lastLine = new Plugin({
  appendTransaction(_transactions, _before, { doc, tr }) {
    return doc.lastChild.type === nodes.paragraph ? null : tr.insert(doc.content.size, nodes.paragraph.create());
  },
});

export const plugins = (askForLink) => [
  keymap(keys(askForLink)),
  keymap(baseKeymap),
  rules,
  history(),
  gapCursor(),
  tableEditing(),
  lastLine,
];
