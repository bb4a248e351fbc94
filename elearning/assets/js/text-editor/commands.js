// What the buttons and the keys do to a text. Each command is told by its button's data-command.
import { chainCommands, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { closeHistory, redo, undo } from "prosemirror-history";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { Selection, TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
} from "prosemirror-tables";

import { schema } from "./schema.js";

const { nodes, marks } = schema;
const LISTS = [nodes.bullet_list, nodes.ordered_list];

/** The innermost node around the selection that is of one of `types`, and where it begins; or nothing. */
function around({ $from }, types) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) {
      return { node: $from.node(depth), at: $from.before(depth) };
    }
  }
  return null;
}

const isIn = (...types) => (state) => around(state.selection, types) !== null;

function isMarked(type) {
  return ({ selection, storedMarks, doc }) =>
    selection.empty
      ? Boolean(type.isInSet(storedMarks ?? selection.$from.marks()))
      : doc.rangeHasMark(selection.from, selection.to, type);
}

const isList = (type) => (state) => around(state.selection, LISTS)?.node.type === type;

/** Begin a list, end it, or turn one kind into the other. */
const toggleList = (type) => (state, dispatch) => {
  const list = around(state.selection, LISTS);
  if (!list) {
    return wrapInList(type)(state, dispatch);
  }
  if (list.node.type === type) {
    return liftListItem(nodes.list_item)(state, dispatch);
  }
  const { tight } = list.node.attrs;
  dispatch?.(state.tr.setNodeMarkup(list.at, type, { ...type.defaultAttrs, tight }));
  return true;
};

const toggleHeading = (state, dispatch) =>
  (isIn(nodes.heading)(state) ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading))(state, dispatch);

const toggleQuote = (state, dispatch) =>
  (isIn(nodes.blockquote)(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

function insertTable(state, dispatch) {
  if (isInTable(state)) {
    return false;
  }
  const row = (cell) => nodes.table_row.create(null, [cell.create(), cell.create()]);
  const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(table);
    const inside = tr.mapping.map(state.selection.from, -1);
    dispatch(tr.setSelection(firstCell(tr.doc, inside)).scrollIntoView());
  }
  return true;
}

function firstCell(doc, from) {
  let found = null;
  doc.nodesBetween(Math.max(from - 1, 0), doc.content.size, (node, at) => {
    if (!found && node.type === nodes.table_header && node.childCount === 0 && at >= from - 1) {
      found = TextSelection.create(doc, at + 1);
    }
    return !found;
  });
  return found ?? Selection.near(doc.resolve(from));
}

/** From cell to cell, and from the last one on to what follows the table. */
export function nextCell(state, dispatch, view) {
  if (!isInTable(state)) {
    return false;
  }
  if (!goToNextCell(1)(state, dispatch, view)) {
    const { node, at } = around(state.selection, [nodes.table]);
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(at + node.nodeSize))).scrollIntoView());
  }
  return true;
}

export function breakLine(state, dispatch) {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) {
    return false;
  }
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
}

/** A picture on a line of its own after the paragraph one is in, or in a table among the words. Undone by itself. */
export const insertImage = (image) => (state, dispatch) => {
  const node = nodes.image.create(image);
  const tr = closeHistory(state.tr);
  if (isInTable(state)) {
    tr.replaceSelectionWith(node, false);
  } else {
    const line = nodes.paragraph.create(null, node);
    const { from, to } = placeAfter(state.selection.$to, line.type);
    tr.replaceWith(from, to, line);
    tr.setSelection(TextSelection.create(tr.doc, from + line.nodeSize - 1));
  }
  dispatch(tr.scrollIntoView());
  return true;
};

/** Where a block of `type` can stand after the paragraph around `$to`; an empty one gives it its place. */
function placeAfter($to, type) {
  if ($to.parent.type === type && $to.parent.childCount === 0) {
    return { from: $to.before(), to: $to.after() };
  }
  for (let depth = $to.depth; depth > 0; depth -= 1) {
    const index = $to.indexAfter(depth - 1);
    if ($to.node(depth - 1).canReplaceWith(index, index, type)) {
      return { from: $to.after(depth), to: $to.after(depth) };
    }
  }
  return { from: $to.pos, to: $to.pos };
}

/** command: what it does; isOn: whether it is in force where the cursor is; isShown: whether its button is there at all. */
export const COMMANDS = {
  bold: { command: toggleMark(marks.strong), isOn: isMarked(marks.strong) },
  italic: { command: toggleMark(marks.em), isOn: isMarked(marks.em) },
  heading: { command: toggleHeading, isOn: isIn(nodes.heading) },
  bullets: { command: toggleList(nodes.bullet_list), isOn: isList(nodes.bullet_list) },
  numbers: { command: toggleList(nodes.ordered_list), isOn: isList(nodes.ordered_list) },
  quote: { command: toggleQuote, isOn: isIn(nodes.blockquote) },
  link: { isOn: isMarked(marks.link) },
  image: {},
  table: { command: insertTable },
  undo: { command: undo },
  redo: { command: redo },
  indent: { command: sinkListItem(nodes.list_item), isShown: isIn(nodes.list_item) },
  outdent: { command: liftListItem(nodes.list_item), isShown: isIn(nodes.list_item) },
  row: { command: addRowAfter, isShown: isInTable },
  column: { command: addColumnAfter, isShown: isInTable },
  "no-row": { command: chainCommands(deleteRow, deleteTable), isShown: isInTable },
  "no-column": { command: chainCommands(deleteColumn, deleteTable), isShown: isInTable },
};
