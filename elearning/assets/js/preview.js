// The preview beside the editor is made by the server. It follows in its own box, never by scrolling the page:
// who works in step 4 sees step 4, and goes on seeing it when the preview is made anew.
const form = document.querySelector("form[data-draft]");
const preview = document.querySelector("[data-preview-part]");
const box = preview?.parentElement;
const MARGIN = 16; // pixels above what is shown
let name = ""; // of what one works in, as `data-shows` has it

const shown = (name) => preview.querySelector(`[data-shows="${CSS.escape(name)}"]`);
const top = (element) => element.getBoundingClientRect().top - box.getBoundingClientRect().top;

/** Give the longest name that is shown and that an id begins with: steps-4 of steps-4-options-2. */
function nameIn(id) {
  const words = id.split("-");
  const names = words.map((_, index) => words.slice(0, words.length - index).join("-"));
  return names.find((each) => each && shown(each));
}

function nameOf(element) {
  for (let each = element; each && each !== form; each = each.parentElement) {
    const found = nameIn(each.id);
    if (found) {
      return found;
    }
  }
  return "";
}

function follow(element) {
  const found = form.contains(element) && nameOf(element);
  if (!found || found === name) {
    return;
  }
  name = found;
  const part = shown(name);
  part.closest("details")?.setAttribute("open", "");
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  box.scrollBy({ top: top(part) - MARGIN, behavior: isCalm ? "instant" : "smooth" });
}

/** Show what the server made; what was in sight stays where it was, and what was opened stays open. */
export function show(html) {
  const [before, scrolled] = [name && shown(name), box.scrollTop];
  const height = before ? top(before) : 0;
  const isOpen = preview.querySelector("details")?.open;
  preview.innerHTML = html;
  preview.querySelector("details")?.toggleAttribute("open", isOpen);
  box.scrollTop = scrolled;
  const after = before && shown(name);
  if (after) {
    box.scrollTop += top(after) - height;
  }
}

if (form && preview) {
  form.addEventListener("focusin", (event) => follow(event.target));
  follow(document.activeElement); // the address leads to a step
}
