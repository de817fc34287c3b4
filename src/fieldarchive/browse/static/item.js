// A picture is looked at in its full size, and a citation is copied. Without this file the
// picture is a link to itself, and the citation is text.

function look(link) {
  const dialog = document.createElement("dialog");
  dialog.className = "large";
  const picture = link.querySelector("img").cloneNode();
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.ariaLabel = "Esc";
  dialog.append(picture, button);
  document.body.append(dialog);
  const toggle = () => dialog.classList.toggle("whole");
  picture.addEventListener("click", toggle);
  dialog.addEventListener("keydown", (event) => {
    if (["+", "-", "Enter"].includes(event.key) && event.target !== button) {
      event.preventDefault();
      toggle();
    }
  });
  button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  dialog.showModal();
}

for (const link of document.querySelectorAll("a.zoom")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    look(link);
  });
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.done;
  });
}
