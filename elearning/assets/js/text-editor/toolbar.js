// The buttons above a text: one stop for Tab, the arrow keys go between them.
import { chooseImage } from "../image-dialog.js";
import { COMMANDS, insertImage } from "./commands.js";
import { askForLink } from "./link.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Make the buttons of `bar` work on `view`; gives what is to be called when the text or the cursor has changed. */
export function toolbar(bar, view) {
  const buttons = [...bar.querySelectorAll("[data-command]")];
  const shown = () => buttons.filter((button) => !button.hidden);

  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-command]");
    if (button && button.getAttribute("aria-disabled") !== "true") {
      press(button, view);
    }
  });
  bar.addEventListener("keydown", (event) => moveFocus(event, shown(), view));
  bar.addEventListener("focusin", ({ target }) => stopAt(target, buttons));
  // The cursor stays where it is in the text when a button is pressed with the mouse.
  bar.addEventListener("mousedown", (event) => event.preventDefault());

  return () => {
    for (const button of buttons) {
      show(button, view.state);
    }
    if (!shown().some((button) => button.tabIndex === 0)) {
      stopAt(buttons[0], buttons);
    }
  };
}

const ASKING = {
  link: (view) => askForLink(view),
  image: async (view) => {
    const image = await chooseImage();
    view.focus();
    if (image) {
      insertImage({ src: image.address, alt: image.alt })(view.state, view.dispatch);
    }
  },
};

function press(button, view) {
  const name = button.dataset.command;
  if (ASKING[name]) {
    ASKING[name](view);
  } else {
    COMMANDS[name].command(view.state, view.dispatch, view);
    view.focus();
  }
}

function show(button, state) {
  const { command, isOn, isShown } = COMMANDS[button.dataset.command];
  button.hidden = isShown ? !isShown(state) : false;
  if (isOn) {
    button.setAttribute("aria-pressed", String(isOn(state)));
  }
  if (command) {
    button.setAttribute("aria-disabled", String(!command(state)));
  }
}

function stopAt(stop, buttons) {
  for (const button of buttons) {
    button.tabIndex = button === stop ? 0 : -1;
  }
}

function moveFocus(event, buttons, view) {
  const { key } = event;
  const at = buttons.indexOf(document.activeElement);
  const to = { Home: 0, End: buttons.length - 1 }[key] ?? (key in STEPS ? at + STEPS[key] : null);
  if (key === "Escape") {
    view.focus();
  } else if (to !== null) {
    event.preventDefault();
    buttons.at(to % buttons.length).focus();
  }
}
