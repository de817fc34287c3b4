// The line that is heard is lit, and a line that is clicked is heard.
// Without this file the recording still plays and the transcript is still read.

const player = document.querySelector(".player");
const lines = [...document.querySelectorAll(".transcript tr[data-start]")].map((row) => ({
  row,
  start: Number(row.dataset.start) / 1000,
  end: row.dataset.end === undefined ? Infinity : Number(row.dataset.end) / 1000,
}));

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
    if (lit && !player.paused) row.scrollIntoView({ block: "nearest" });
  }
}

function hearFromAddress() {
  const found = /^#t=(\d+(?:\.\d+)?)$/.exec(decodeURIComponent(location.hash));
  if (!found) return;
  const seconds = Number(found[1]);
  hearFrom(seconds);
  const line = lines.find(({ start, end }) => start <= seconds + 0.05 && seconds < end);
  line?.row.scrollIntoView({ block: "nearest" }); // of a translation, which has no mark of its own
}

if (player) {
  player.addEventListener("timeupdate", lightLine);
  player.addEventListener("seeked", lightLine);
  for (const { row, start } of lines) {
    row.addEventListener("click", (event) => {
      if (String(getSelection()) || (event.target.closest("a") && event.metaKey)) return;
      hearFrom(start);
    });
  }
  window.addEventListener("popstate", hearFromAddress);
  if (player.readyState > 0) hearFromAddress();
  else player.addEventListener("loadedmetadata", hearFromAddress, { once: true });
}
