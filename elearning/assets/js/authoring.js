// HR's pages only. All of them work without this script; each import makes one thing smoother.
import "./draft.js";
import "./reorder.js";
import "./text-editor/index.js";
