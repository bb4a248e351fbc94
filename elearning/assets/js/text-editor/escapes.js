// What must be written otherwise so that it is read as the letters it is, and no more than that: a text from a file
// has few backslashes, and must come out as it went in.
const FOLLOWS = "(?=\\s|$)";
const AT_START = [
  [new RegExp(`^([-+]|#{1,6})${FOLLOWS}`), "\\$1"], // a list, a heading
  [new RegExp(`^(\\d{1,9})([.)])${FOLLOWS}`), "$1\\$2"], // a numbered list
  [/^(>|~{3})/, "\\$1"], // a quotation, code
  [/^(?=[-=:|][-=:| \t]*$)/, "\\"], // a line under a heading or a table's head
];
const WORD = /[\p{L}\p{N}]/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const EMPHASIS = new Set(["em", "strong"]);

/** `text` with backslashes where it would be read as marks; more of them at the start of a line and in a link's words. */
export function escape(text, isAtStart, isInLink) {
  let escaped = text
    .replaceAll("\n", " ")
    .replace(/\\(?=[!-/:-@[-`{-~]|\s*$)/g, "\\\\")
    .replace(/`/g, "\\`")
    .replace(/[*_]/g, (mark, at) => (isPlain(mark, text[at - 1], text[at + 1], at) ? mark : `\\${mark}`))
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w{1,32};)/g, "\\&")
    .replace(isInLink ? /[[\]]/g : /\](?=[(:])/g, "\\$&");
  if (isAtStart) {
    escaped = AT_START.reduce((line, [mark, instead]) => line.replace(mark, instead), escaped);
  }
  return escaped;
}

function isPlain(mark, before, after, at) {
  return mark === "_"
    ? WORD.test(before ?? "") && WORD.test(after ?? "")
    : at > 0 && /\s/.test(before) && /\s/.test(after ?? "");
}

/**
 * The letters at both ends of a text as numbers, where marks beside them would not be read as marks:
 * in **Hvem?**alle the second pair has punctuation on one side and a letter on the other.
 */
export function withEdges(escaped, before, node, after) {
  let text = escaped;
  if (before?.isText && clash(before, node) === 1) {
    text = text.replace(/^./u, numbered);
  }
  if (after?.isText && clash(node, after) === -1) {
    text = text.replace(/.$/u, numbered);
  }
  return text;
}

const numbered = (letter) => `&#${letter.codePointAt(0)};`;
const emphasis = (node) => node.marks.filter((mark) => EMPHASIS.has(mark.type.name));
const link = (node) => node.marks.find((mark) => mark.type.name === "link");
const lacks = (node, other) => emphasis(node).some((mark) => !mark.isInSet(other.marks));
const isLetter = (letter) => !/\s/.test(letter) && !PUNCTUATION.test(letter);

/** Which of two neighbours has the letter in the way: 1 the right one, -1 the left one, 0 neither. */
function clash(left, right) {
  const [a, b] = [left.text.match(/.$/u)?.[0] ?? " ", right.text.match(/^./u)?.[0] ?? " "];
  const isInTheWay = (letter) => PUNCTUATION.test(letter) || (link(left) !== link(right) && isLetter(letter));
  if (lacks(left, right) && isInTheWay(a) && isLetter(b)) {
    return 1;
  }
  return lacks(right, left) && isInTheWay(b) && isLetter(a) ? -1 : 0;
}
