// Text from Word is not lists but paragraphs that look like lists. Whatever else the schema does not know falls away.
const LIST = /mso-list:/i;
const MARKER = /mso-list:\s*Ignore/i;
const BLOCKS_IN_CELLS = ":is(td, th) :is(p, div, ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, br)";
const NUMBER = /^\s*(\d+|[a-z])[.)]/i;

/** HTML from the clipboard without styles that the page's CSP would refuse, and with Word's lists as lists. */
export function cleaned(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  body.querySelectorAll("style, script, title, meta, link").forEach((element) => element.remove());
  body.querySelectorAll("[data-word]").forEach(keepMarks);
  body.querySelectorAll(BLOCKS_IN_CELLS).forEach((block) => block.replaceWith(...block.childNodes, " "));
  let list = null;
  for (const paragraph of body.querySelectorAll("p[data-word]")) {
    if (!LIST.test(paragraph.dataset.word)) continue;
    const isNext = list && paragraph.previousElementSibling === list;
    list = isNext ? list : begin(paragraph);
    list.append(itemOf(paragraph));
  }
  return body.innerHTML;
}

// Parsing a style or a handler would already be against the page's CSP. What a style says of the words is kept.
function withoutStyles(html) {
  return html
    .replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "")
    .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, (_, style) => ` data-word=${style}`)
    .replace(/\sstyle\s*=\s*[^\s>]+/gi, "");
}

const isBold = (style) => /font-weight:\s*(bold|[6-9]00)/i.test(style);
const isPlain = (style) => /font-weight:\s*(normal|400)/i.test(style);
const isItalic = (style) => /font-style:\s*italic/i.test(style);

/** Some write bold and italic as styles, and some put everything in a <b> that is not bold. */
function keepMarks(element) {
  const { word } = element.dataset;
  if (element.matches("b, strong") && isPlain(word)) {
    element.replaceWith(...element.childNodes);
  } else if (element.matches("span")) {
    if (isBold(word)) wrapContent(element, "strong");
    if (isItalic(word)) wrapContent(element, "em");
  }
}

function wrapContent(element, tag) {
  const mark = document.createElement(tag);
  mark.append(...element.childNodes);
  element.append(mark);
}

function begin(paragraph) {
  const list = document.createElement(NUMBER.test(paragraph.textContent) ? "ol" : "ul");
  paragraph.before(list);
  return list;
}

function itemOf(paragraph) {
  for (const element of paragraph.querySelectorAll("[data-word]")) {
    if (MARKER.test(element.dataset.word)) element.remove();
  }
  const item = document.createElement("li");
  item.append(...paragraph.childNodes);
  paragraph.remove();
  return item;
}
