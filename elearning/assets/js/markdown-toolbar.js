// Buttons above each text that write its Markdown: what is stored is what stands in the field.
import "@github/markdown-toolbar-element";

const form = document.querySelector("form[data-draft]");

if (form) {
  const words = form.dataset;
  const buttons = [
    ["md-bold", words.bold],
    ["md-italic", words.italic],
    ["md-header", words.heading],
    ["md-unordered-list", words.list],
    ["md-ordered-list", words.numbered],
    ["md-quote", words.quote],
    ["md-link", words.link],
  ];
  for (const field of form.querySelectorAll("textarea[data-markdown]")) {
    const toolbar = document.createElement("markdown-toolbar");
    toolbar.setAttribute("for", field.id);
    toolbar.setAttribute("aria-label", words.toolbar);
    for (const [name, label] of buttons) {
      const button = document.createElement(name);
      button.setAttribute("role", "button"); // not every kind of button says so by itself
      button.textContent = label;
      toolbar.append(button);
    }
    field.before(toolbar);
  }
}
