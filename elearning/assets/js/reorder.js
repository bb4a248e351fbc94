// Lessons and steps are moved by dragging them; the buttons beside each do the same without a mouse.
// A list of steps says which action of its form moves one, and each step is dragged by a handle: its text is to be selected.
for (const list of document.querySelectorAll("[data-reorder]")) {
  const { reorder: action, handle: title } = list.dataset;
  let dragged = null;

  const unmark = () => list.querySelector(".is-target")?.classList.remove("is-target");

  const move = (item, from, to) => {
    const form = list.closest("form") ?? item.querySelector("form");
    const button = document.createElement("button");
    [button.name, button.value] = action ? ["do", `${action}.${from}.${to}`] : ["to", String(to)];
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };

  const handleOf = (item) => {
    const handle = document.createElement("span");
    handle.className = "step-handle";
    handle.title = title;
    item.prepend(handle);
    return handle;
  };

  [...list.children].forEach((item, index) => {
    const handle = title ? handleOf(item) : item;
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      dragged = { item, number: index + 1 };
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", String(index + 1)); // without data some browsers drag nothing
      event.dataTransfer.setDragImage(item, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      dragged = null;
      unmark();
    });
    item.addEventListener("dragover", (event) => {
      if (dragged) {
        event.preventDefault();
        unmark();
        item.classList.add("is-target");
      }
    });
    item.addEventListener("drop", (event) => {
      if (dragged) {
        event.preventDefault();
        if (dragged.item !== item) {
          move(dragged.item, dragged.number, index + 1);
        }
      }
    });
  });
}

// After a move the focus is on what was moved; that it was is said where it is heard.
const state = document.querySelector("form[data-draft] .editor-state");
const said = document.querySelector(".alert[role='status'] .alert-text");

if (state && said && location.hash) {
  setTimeout(() => {
    state.textContent = said.textContent;
  }, 500);
}
