// The line that is heard is lit, and a line that is clicked is heard. Without this file the
// recording still plays and the transcript is still read; times are links, parts are pages.

const player = document.querySelector(".player");
const region = document.querySelector(".interview");
const parts = document.querySelector(".parts");
let lines = [];
let following = true;
let fetching = false;

function findLines() {
  lines = [...document.querySelectorAll(".transcript tr[data-start]")].map((row) => ({
    row,
    start: Number(row.dataset.start) / 1000,
    end: row.dataset.end === undefined ? Infinity : Number(row.dataset.end) / 1000,
  }));
  for (const { row } of lines) row.tabIndex = -1;
}

function hearFrom(seconds) {
  player.currentTime = seconds;
  player.play().catch(() => {}); // a browser may refuse sound that nobody asked for
}

function lightLine() {
  const now = player.currentTime;
  for (const { row, start, end } of lines) {
    const lit = start <= now + 0.05 && now < end;
    if (lit === row.classList.contains("lit")) continue;
    row.classList.toggle("lit", lit);
    if (lit) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (lit && following && !player.paused) row.scrollIntoView({ block: "nearest" });
  }
  if (lines.length && now > lines.at(-1).start && !player.paused) readOn();
}

// The next part of a long transcript, put below this one while the sound goes on.
async function readOn() {
  const link = document.querySelector(".more-lines");
  if (!link || fetching) return;
  fetching = true;
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    parts.append(...page.querySelector(".parts").children);
    const next = page.querySelector(".more-lines");
    link.parentElement.replaceWith(...(next ? [next.parentElement] : []));
    findLines();
  } catch {
    return; // the link is still there
  } finally {
    fetching = false;
  }
}

function secondsOf(hash) {
  const found = /^#t=(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(decodeURIComponent(hash));
  if (!found) return null;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return (hours * 60 + minutes) * 60 + seconds;
}

function hearFromAddress() {
  const seconds = secondsOf(location.hash);
  if (seconds === null) return;
  const line = lines.find(({ start, end }) => start <= seconds + 0.05 && seconds < end);
  const asked = new URLSearchParams(location.search);
  const isLong = parts && Number(parts.dataset.lines) > lines.length;
  if (!line && isLong && asked.get("at") !== String(seconds)) {
    location.replace(`${location.pathname}?at=${seconds}#t=${seconds}`);
    return;
  }
  hearFrom(seconds);
  line?.row.scrollIntoView({ block: "nearest" }); // of a translation, which has no mark of its own
}

function goToLine(step) {
  const here = lines.findIndex(({ row }) => row === document.activeElement?.closest("tr"));
  const lit = lines.findIndex(({ row }) => row.classList.contains("lit"));
  const to = lines[Math.max(0, (here >= 0 ? here : lit) + step)];
  if (!to) return;
  to.row.focus();
  hearFrom(to.start);
}

const KEYS = {
  " ": () => (player.paused ? player.play().catch(() => {}) : player.pause()),
  j: () => (player.currentTime -= 10),
  l: () => (player.currentTime += 10),
  ArrowUp: () => goToLine(-1),
  ArrowDown: () => goToLine(1),
  "/": () => document.querySelector("#within")?.focus(),
};
KEYS.k = KEYS[" "];

function follow(yes) {
  following = yes;
  document.querySelector(".follow").hidden = yes;
}

if (player) {
  findLines();
  player.addEventListener("timeupdate", lightLine);
  player.addEventListener("seeked", lightLine);
  parts?.addEventListener("click", (event) => {
    const line = lines.find(({ row }) => row === event.target.closest("tr"));
    const link = event.target.closest("a");
    if (!line || String(getSelection()) || (link && (event.metaKey || event.ctrlKey))) return;
    if (link && !link.getAttribute("href").startsWith("#")) return;
    line.row.focus({ preventScroll: true });
    hearFrom(line.start);
  });
  region.addEventListener("keydown", (event) => {
    const inside = event.target.closest("tr");
    if (!inside || event.altKey || event.ctrlKey || event.metaKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  for (const kind of ["wheel", "touchmove"]) {
    addEventListener(kind, () => !player.paused && follow(false), { passive: true });
  }
  document.querySelector(".follow").addEventListener("click", () => {
    follow(true);
    document.querySelector("tr.lit")?.scrollIntoView({ block: "center" });
  });
  const speed = document.querySelector(".speed");
  speed.hidden = false;
  speed.addEventListener("change", (event) => (player.playbackRate = Number(event.target.value)));
  window.addEventListener("popstate", hearFromAddress);
  if (player.readyState > 0) hearFromAddress();
  else player.addEventListener("loadedmetadata", hearFromAddress, { once: true });
}
