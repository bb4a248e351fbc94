// The header's menu closes on Escape (focus goes back to its button) and when one clicks or tabs elsewhere.
const menu = document.querySelector("details.site-menu");

if (menu) {
  const closeUnlessInside = (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  };
  document.addEventListener("click", closeUnlessInside);
  document.addEventListener("focusin", closeUnlessInside);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
