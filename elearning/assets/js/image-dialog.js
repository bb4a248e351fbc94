// A picture for a text: one that is here, or one that is sent. It all happens in a dialog on the page, so nothing
// of the text that is being written can be lost.
const dialog = document.querySelector("[data-image-dialog]");
const words = dialog?.dataset;
const form = dialog?.querySelector("form");
const choices = dialog?.querySelector(".image-choices");
const state = dialog?.querySelector("[role=status]");
const headers = { Accept: "application/json" };
let settle = () => {}; // tells whoever opened the dialog

/** Where the picture is that a text names so; for an editor that shows it. */
export const shownAddress = (address) => words.shown + encodeURIComponent(address);

/** Let somebody choose a picture: {markdown, address, alt, url, width, height}, or null if they go back. */
export function chooseImage() {
  form.reset();
  showErrors({});
  state.textContent = "";
  dialog.showModal();
  showChoices();
  return new Promise((resolve) => {
    settle = resolve;
  });
}

function finish(image) {
  settle(image);
  dialog.close();
}

/** Say at each field what is wrong with it: lists of messages by the fields' names. */
function showErrors(errors) {
  for (const name of ["file", "alt"]) {
    const field = form.elements.namedItem(name);
    const place = document.getElementById(`${field.id}-error`);
    const said = (errors[name] ?? []).join(" ");
    place.textContent = said;
    place.hidden = !said;
    field.ariaInvalid = said ? "true" : null;
    field.closest(".form-group").classList.toggle("form-error", Boolean(said));
  }
  form.querySelector("[aria-invalid]")?.focus();
}

function faults() {
  const file = form.elements.namedItem("file").files[0];
  const errors = {};
  if (!file) {
    errors.file = [words.noFile];
  } else if (file.size > Number(words.mostBytes)) {
    errors.file = [words.tooBig];
  }
  if (!form.elements.namedItem("alt").value.trim()) {
    errors.alt = [words.noAlt];
  }
  return errors;
}

async function send() {
  state.textContent = words.sending;
  try {
    const response = await fetch(form.action, { method: "POST", headers, body: new FormData(form) });
    const told = await response.json();
    state.textContent = "";
    if (response.ok) {
      finish(told);
    } else if (told.errors) {
      showErrors(told.errors);
    } else {
      state.textContent = words.failed;
    }
  } catch {
    state.textContent = words.failed;
  }
}

function choice(image) {
  const button = document.createElement("button");
  const picture = new Image(image.width, image.height);
  picture.loading = "lazy";
  picture.alt = "";
  picture.src = image.url;
  button.type = "button";
  button.append(picture, image.alt);
  button.addEventListener("click", () => finish(image));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

async function showChoices() {
  const response = await fetch(words.images, { headers });
  const { images } = response.ok ? await response.json() : { images: [] };
  choices.replaceChildren(...(images.length ? images.map(choice) : [words.none]));
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const errors = faults();
  showErrors(errors);
  if (!Object.keys(errors).length) {
    send();
  }
});
form?.querySelector("button[type=button]").addEventListener("click", () => dialog.close());
dialog?.addEventListener("close", () => settle(null)); // what is settled already stays as it is
