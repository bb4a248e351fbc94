// Spaces at the ends of a line, and breaks at the ends of a block: nobody sees them, and Markdown has no place for them.
const BREAKS = new Set(["hard_break", "soft_break"]);

const isBreak = (node) => BREAKS.has(node?.type.name);

/** A block of text without them. */
export function tidied(block) {
  const kept = [];
  for (const node of block.content.content) {
    if (isBreak(node)) {
      addBreak(kept, node.mark([]));
    } else {
      add(kept, node);
    }
  }
  trimEnd(kept);
  while (isBreak(kept.at(-1))) {
    kept.pop();
    trimEnd(kept);
  }
  return block.copy(block.content.constructor.fromArray(kept.map(withLongestOutside)));
}

/** The mark that goes on furthest is written outside the others, so that none is closed to be opened again. */
function withLongestOutside(node, index, nodes) {
  const reach = (mark) => {
    const end = nodes.findIndex((other, i) => i > index && !mark.isInSet(other.marks));
    return end < 0 ? nodes.length : end;
  };
  const isWord = (mark) => mark.type.name === "code"; // always innermost
  return node.mark([...node.marks].sort((a, b) => isWord(a) - isWord(b) || reach(b) - reach(a)));
}

/** Only hard breaks can follow each other. */
function addBreak(kept, node) {
  trimEnd(kept);
  const before = kept.at(-1);
  if (isBreak(before) && before.type.name === "soft_break") {
    kept.splice(-1, 1, node);
  } else if (before && !(isBreak(before) && node.type.name === "soft_break")) {
    kept.push(node);
  }
}

function add(kept, node) {
  const isAtStart = !kept.length || isBreak(kept.at(-1));
  const text = isAtStart && node.isText ? node.text.trimStart() : node.text;
  if (text !== "") {
    kept.push(text === node.text ? node : node.type.schema.text(text, node.marks));
  }
}

function trimEnd(kept) {
  let last = kept.pop();
  while (last?.isText && last.text.trim() === "") {
    last = kept.pop();
  }
  if (last) {
    kept.push(last.isText ? last.type.schema.text(last.text.trimEnd(), last.marks) : last);
  }
}
