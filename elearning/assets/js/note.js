// A note saves itself while one writes. What cannot be sent is kept on the device until it can;
// the server's version number decides whether another device has written in between.
const form = document.querySelector("form[data-note]");

if (form) {
  const PAUSE_BEFORE_SAVING = 1000; // milliseconds
  const PAUSE_BEFORE_RETRY = 10000;
  const words = form.dataset;
  const text = form.elements.namedItem("text");
  const version = form.elements.namedItem("version");
  const state = document.querySelector(".note-state");
  const key = `note:${words.noteOwner}:${words.note}`;
  let saved = text.value;
  let timer;
  let underWay = null; // the save that is being sent
  let refused = false; // the server has said why not, or will when the form is sent

  const say = (message) => {
    state.textContent = message;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ text: text.value, version: version.value }));
    } catch {
      // No room, or storage is switched off: the page itself still has the text.
    }
  };
  const forget = () => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };

  const settle = async (response, sent) => {
    refused = !response.ok;
    if (response.ok) {
      version.value = (await response.json()).version;
      saved = sent;
      if (text.value === sent) {
        forget();
        say(words.saved);
      } else {
        later(PAUSE_BEFORE_SAVING);
      }
    } else {
      say(response.status === 409 ? words.conflict : words.refused);
    }
  };

  const send = async () => {
    const sent = text.value;
    say(words.saving);
    try {
      const response = await fetch(words.note, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new FormData(form),
        keepalive: true,
      });
      await settle(response, sent);
    } catch {
      say(words.offline);
      later(PAUSE_BEFORE_RETRY);
    }
  };

  async function save() {
    clearTimeout(timer);
    if (!underWay && text.value !== saved) {
      underWay = send();
      await underWay;
      underWay = null;
    }
  }

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      // What cannot be read cannot be restored.
    }
    if (kept && kept.text !== text.value) {
      text.value = kept.text;
      version.value = kept.version;
      say(words.restored);
      later(PAUSE_BEFORE_SAVING);
    } else {
      forget();
    }
  };

  text.addEventListener("input", () => {
    refused = false;
    keep();
    later(PAUSE_BEFORE_SAVING);
  });
  // Only what has arrived may leave the page: without a connection one stays here, with the text.
  form.addEventListener("submit", async (event) => {
    if (text.value === saved || refused) {
      clearTimeout(timer);
      return;
    }
    event.preventDefault();
    await underWay;
    await save();
    if (text.value === saved || refused) {
      form.requestSubmit(event.submitter);
    }
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      save();
    }
  });
  if (!("unsaved" in words)) {
    restore(); // a refused text is on the page already, and stays on the device until it is saved
  }
}
