// A draft saves itself while one writes, and the preview beside it follows. The server's version number decides
// whether somebody else has saved in between; then nothing more is sent until one has seen both texts.
import { show } from "./preview.js";

const form = document.querySelector("form[data-draft]");

if (form) {
  const PAUSE_BEFORE_SAVING = 1200; // milliseconds
  const PAUSE_BEFORE_RETRY = 10000;
  const words = form.dataset;
  const version = form.elements.namedItem("version");
  const discarded = document.querySelector(".draft-discard [name='version']");
  const standing = document.querySelector("[data-standing]");
  const state = form.querySelector(".editor-state");
  let timer;
  let underWay = null; // the save that is being sent
  let isDirty = "unsaved" in words;
  let isRefused = isDirty; // somebody else's text is in the way: only the button may save over it

  const say = (message) => {
    state.textContent = message;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const showPreview = async () => {
    const response = await fetch(words.preview);
    if (response.ok) {
      show(await response.text());
    }
  };

  // Read aloud where it becomes another, such as a draft; not each time that it is the same.
  const showStanding = (html) => {
    const said = document.createElement("template");
    said.innerHTML = html;
    if (said.content.textContent !== standing.textContent) {
      standing.replaceChildren(said.content);
    }
  };

  const keep = (answer) => {
    version.value = answer.version;
    if (discarded) {
      discarded.value = answer.version;
    }
    showStanding(answer.standing);
  };

  // Said once: after it nothing more is sent until one has seen both texts.
  const warn = ({ said }) => {
    const box = form.querySelector("template[data-conflict]").content.cloneNode(true);
    box.querySelector("[data-conflict-who]").textContent = said;
    form.querySelector(".editor-conflict").replaceChildren(box);
  };

  const settle = async (response) => {
    if (response.ok) {
      keep(await response.json());
      say(isDirty ? words.saving : words.saved);
      await showPreview();
    } else {
      isDirty = true;
      isRefused = true;
      if (response.status === 409) {
        say("");
        warn(await response.json());
      } else {
        say(words.refused);
      }
    }
  };

  const send = async () => {
    say(words.saving);
    isDirty = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const headers = { Accept: "application/json" };
      await settle(await fetch(form.action, { method: "POST", headers, body }));
    } catch {
      isDirty = true;
      say(words.offline);
      later(PAUSE_BEFORE_RETRY);
    }
  };

  async function save() {
    clearTimeout(timer);
    if (!underWay && isDirty && !isRefused) {
      underWay = send();
      await underWay;
      underWay = null;
      if (isDirty && !isRefused) {
        later(PAUSE_BEFORE_SAVING);
      }
    }
  }

  form.addEventListener("input", (event) => {
    if (!event.target.name?.startsWith("new.")) {
      isDirty = true;
      later(PAUSE_BEFORE_SAVING);
    }
  });
  // A button sends the form's version: so it waits for a save that is about to change it.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (underWay) {
      event.preventDefault();
      await underWay;
      form.requestSubmit(event.submitter);
    } else {
      isDirty = false;
    }
  });
  window.addEventListener("online", save);
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) {
      event.preventDefault();
    }
  });
}
