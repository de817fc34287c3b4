// The map is moved by dragging, by the wheel and by keys. Every place it can be moved to is an
// address of its own, so that a map can be sent; without this file the signs beside it lead there.

const chart = document.querySelector(".chart");
const svg = chart?.querySelector("svg");
const links = new Map(
  [...document.querySelectorAll(".steps a")].map((link) => [link.dataset.key, link.href]),
);
let from = null;

function go(key) {
  if (links.has(key)) location.replace(links.get(key));
}

// What a drag of the whole window to the east or south would ask for is known from two addresses.
function movedBy(right, down) {
  const here = new URL(links.get("0"));
  const at = (key) => new URL(links.get(key)).searchParams.get("at").split(",").map(Number);
  const [north, south] = [at("ArrowUp")[0], at("ArrowDown")[0]];
  const [west, east] = [at("ArrowLeft")[1], at("ArrowRight")[1]];
  const step = 0.8; // of the window lies between two opposite steps
  const latitude = (north + south) / 2 - (down * (north - south)) / step;
  const longitude = (west + east) / 2 + (right * (east - west)) / step;
  const nearer = new URL(links.get("+"));
  here.search = nearer.search;
  here.searchParams.set("at", `${latitude.toFixed(5)},${longitude.toFixed(5)}`);
  here.searchParams.set("zoom", String(Number(nearer.searchParams.get("zoom")) - 1));
  location.replace(here);
}

chart?.addEventListener("keydown", (event) => {
  const key = event.key === "=" ? "+" : event.key;
  if (event.ctrlKey || event.metaKey || event.altKey || !links.has(key)) return;
  event.preventDefault();
  go(key);
});

svg?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.pointerType === "touch") return;
  from = [event.clientX, event.clientY];
});

addEventListener("pointermove", (event) => {
  if (!from) return;
  const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
  if (Math.abs(x) + Math.abs(y) < 6) return;
  chart.classList.add("dragged");
  const box = svg.getBoundingClientRect();
  const scale = Math.max(box.width / 960, box.height / 640);
  svg.setAttribute("viewBox", `${-x / scale} ${-y / scale} 960 640`);
});

addEventListener("pointerup", (event) => {
  if (!from) return;
  const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
  from = null;
  if (!chart.classList.contains("dragged")) return;
  chart.classList.remove("dragged");
  const box = svg.getBoundingClientRect();
  const scale = Math.max(box.width / 960, box.height / 640);
  movedBy(-x / scale / 960, -y / scale / 640);
});

svg?.addEventListener("dragstart", (event) => event.preventDefault());
svg?.addEventListener(
  "click",
  (event) => {
    if (svg.getAttribute("viewBox") !== "0 0 960 640") event.preventDefault();
  },
  true,
);

svg?.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey) return; // the page scrolls; with Ctrl, or two fingers, the map comes nearer
    event.preventDefault();
    go(event.deltaY < 0 ? "+" : "-");
  },
  { passive: false },
);
