// What textual-serve's terminal is told: where its app is, and how large its letters are.
"use strict";

const CELL = { width: 0.602, height: 1.33 }; // of a letter's size, in Roboto Mono
const COMPOSED_FOR = [120, 40];
const LEAST = [80, 24];
const SMALLEST_READ = 12;
const SIZES = { least: 5, most: 20 };

function fitting([columns, rows]) {
  const size = Math.min(
    window.innerWidth / (columns * CELL.width),
    window.innerHeight / (rows * CELL.height),
  );
  return Math.floor(Math.min(Math.max(size, SIZES.least), SIZES.most));
}

function letterSize() {
  const roomy = fitting(COMPOSED_FOR);
  return roomy >= SMALLEST_READ ? roomy : Math.min(SMALLEST_READ, fitting(LEAST));
}

const terminal = document.getElementById("terminal");
const address = new URL(`ws/${encodeURIComponent(location.search.slice(1))}`, location.href);
address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
terminal.dataset.sessionWebsocketUrl = address.href;
terminal.dataset.fontSize = letterSize();

document.getElementById("again").addEventListener("click", () => location.reload());

// The keys are the app's at once, without a click.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    terminal.querySelector("textarea")?.focus();
    observer.disconnect();
  }
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });
