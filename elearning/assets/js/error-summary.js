// A form that came back with errors opens at the list of them.
document.querySelector(".error-summary")?.focus();
