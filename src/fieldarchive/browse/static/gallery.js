// Arrow keys go from picture to picture while one of them has the focus; Enter opens it, as ever.
// Without this script the tab key goes the same way.
"use strict";

const pictures = () => [...document.querySelectorAll(".pictures a")];

// The nearest picture in the row above or below: rows are told apart by where pictures begin.
function inNextRow(all, from, step) {
  const box = from.getBoundingClientRect();
  const middle = box.left + box.width / 2;
  let best = null;
  let top = null;
  for (let n = all.indexOf(from) + step; n >= 0 && n < all.length; n += step) {
    const other = all[n].getBoundingClientRect();
    if (Math.abs(other.top - box.top) < 2) continue;
    if (top === null) top = other.top;
    if (Math.abs(other.top - top) >= 2) break;
    const distance = Math.abs(other.left + other.width / 2 - middle);
    if (best === null || distance < best.distance) best = { distance, picture: all[n] };
  }
  return best && best.picture;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const from = event.target.closest(".pictures a");
  if (!from) return;
  const all = pictures();
  const at = all.indexOf(from);
  const to = {
    ArrowRight: () => all[at + 1],
    ArrowLeft: () => all[at - 1],
    ArrowDown: () => inNextRow(all, from, 1),
    ArrowUp: () => inNextRow(all, from, -1),
    Home: () => all[0],
    End: () => all[all.length - 1],
  }[event.key]?.();
  if (!to) return;
  event.preventDefault();
  to.focus();
  to.scrollIntoView({ block: "nearest" });
});
