// Lessons are moved by dragging them; the buttons beside each do the same without a mouse.
for (const list of document.querySelectorAll("[data-reorder]")) {
  let dragged = null;

  const unmark = () => list.querySelector(".is-target")?.classList.remove("is-target");

  const move = (item, to) => {
    const form = item.querySelector("form");
    const button = document.createElement("button");
    button.name = "to";
    button.value = String(to);
    button.hidden = true;
    form.append(button);
    form.requestSubmit(button);
  };

  [...list.children].forEach((item, index) => {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", String(index + 1)); // without data some browsers drag nothing
    });
    item.addEventListener("dragend", () => {
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
      event.preventDefault();
      if (dragged && dragged !== item) {
        move(dragged, index + 1);
      }
    });
  });
}
