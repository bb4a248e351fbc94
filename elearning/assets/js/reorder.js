// Lessons and steps are moved by dragging their handles; the buttons beside each do the same without a mouse.
// A list of steps says which action of its form moves one; in a list of lessons each has its own form.
const MARKS = ["is-target-before", "is-target-after"];

for (const list of document.querySelectorAll("[data-reorder]")) {
  const { reorder: action, handle: title } = list.dataset;
  const items = [...list.children].filter((item) => !item.matches(".removed-part"));
  let from = null; // the number of what is being dragged

  const unmark = () => items.forEach((item) => item.classList.remove(...MARKS));

  const move = (item, to) => {
    const form = list.closest("form") ?? item.querySelector(".hr-lesson-actions form");
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
    handle.draggable = true;
    item.prepend(handle);
    return handle;
  };

  // What is alone has nowhere to go.
  (items.length > 1 ? items : []).forEach((item, index) => {
    const number = index + 1;
    const handle = handleOf(item);
    handle.addEventListener("dragstart", (event) => {
      from = number;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", String(number)); // without data some browsers drag nothing
      event.dataTransfer.setDragImage(item, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      from = null;
      unmark();
    });
    item.addEventListener("dragover", (event) => {
      if (from !== null) {
        event.preventDefault();
        unmark();
        // It takes the place of what it is dropped on: a line shows on which side of that it will stand.
        item.classList.toggle(MARKS[0], number < from);
        item.classList.toggle(MARKS[1], number > from);
      }
    });
    item.addEventListener("drop", (event) => {
      if (from !== null) {
        event.preventDefault();
        if (from !== number) {
          move(items[from - 1], number);
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
