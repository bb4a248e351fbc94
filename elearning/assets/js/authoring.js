// HR's pages only. All of them work without this script; each import makes one thing smoother.
import "./draft.js";
import "./markdown-toolbar.js";
import "./reorder.js";
