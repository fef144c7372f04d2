/* The way through the page: one step at a time, by keys, buttons, swipes and links. */
const beats = $$(".beat"), main = beats.filter((beat) => !beat.classList.contains("side"));
const acts = $$(".act");
const still = () => document.documentElement.classList.contains("still") || matchMedia("(prefers-reduced-motion: reduce)").matches;
let here = null;

function beatOf(hash) {
  let id = hash.replace(/^#/, "");
  try { id = decodeURIComponent(id); } catch { /* it names no step */ }
  return beats.find((beat) => beat.id === id) || null;
}
/* Hidden steps can still be found by the browser's search, which then shows them. */
function show(beat, scroll = true) {
  if (!beat || beat === here) return;
  for (const each of beats) {
    if (each === beat) each.removeAttribute("hidden");
    else if (each.getAttribute("hidden") !== "until-found") each.setAttribute("hidden", "until-found");
    each.classList.toggle("here", each === beat);
  }
  here = beat;
  document.documentElement.classList.toggle("at-start", beat === beats[0]);
  mark();
  if (scroll) scrollTo(0, 0);
}
function go(beat) {
  if (!beat || beat === here) return;
  location.hash = beat.id;
  show(beat);
  $("h3", beat).focus({ preventScroll: true });
}
/* Past a side path the walk goes on; before it is the step that it turned off from. */
function step(by) {
  const at = beats.indexOf(here);
  if (here.classList.contains("side")) {
    const next = beats[at + by];
    if (by < 0 || (next && next.classList.contains("side") && next.parentElement === here.parentElement)) return next;
    return beats.slice(at).find((beat) => !beat.classList.contains("side")) || null;
  }
  return main[main.indexOf(here) + by] || null;
}
function stepAct(by) {
  const at = acts.indexOf(here.closest(".act")), first = $(".beat", acts[at]);
  if (by < 0 && here !== first) return first;
  return acts[at + by] ? $(".beat", acts[at + by]) : null;
}
function mark() {
  const onWay = here.classList.contains("side") ? [...main].reverse().find((beat) => beats.indexOf(beat) < beats.indexOf(here)) : here;
  for (const list of [$("#acts"), $("#choose .list")]) {
    let past = true;
    for (const link of $$("ol ol a", list)) {
      const current = link.hash === `#${onWay.id}`;
      if (current) past = false;
      link.classList.toggle("past", past);
      if (current) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
    }
    for (const item of $$(":scope > ol > li", list)) item.classList.toggle("here", Boolean($("[aria-current]", item)));
  }
  $('[data-go="back"]').disabled = !step(-1);
  $('[data-go="on"]').disabled = !step(1);
  if ($("#map")) showMap();
}

/* What is heard and meant: it changes with the friends' knobs, too. */
function showHeard() {
  const map = $("#map"), { lit = "", sizes, heard } = here.dataset;
  const [inputs, hidden, outputs] = sizes.split(" ");
  $('[data-count="heard"]', map).textContent = heard;
  map.setAttribute("aria-label", `The map: you ${inputs}, Jay ${hidden}, Lola ${outputs}; ${heard}. In play: ${lit.split(" ").join(", ")}.`);
}
document.addEventListener("friends", () => { if (here && $("#map")) showHeard(); });
function showMap() {
  const map = $("#map"), { lit = "", travel = "", sizes } = here.dataset;
  const [inputs, hidden, outputs] = sizes.split(" ").map(Number), parts = lit.split(" ");
  const count = (number, name) => `${number.toLocaleString("en")} weight${number === 1 ? "" : "s"} ${name}`;
  $('[data-count="you"]', map).textContent = inputs;
  $('[data-count="jay"]', map).textContent = hidden;
  $('[data-count="lola"]', map).textContent = outputs;
  showHeard();
  $('[data-weights="speak"]', map).textContent = count(inputs * hidden, "W");
  $('[data-weights="tell"]', map).textContent = count(hidden * outputs, "V");
  const order = ["you", "jay", "lola", "meant"], [from, to] = travel.split(" ");
  const back = order.indexOf(from) > order.indexOf(to);
  for (const name of [...order, "speak", "tell", "answer"]) {
    const part = $(`.${name}`, map), on = parts.includes(name) || (name === "answer" && parts.includes("meant"));
    part.classList.toggle("lit", on);
    part.classList.toggle("back", back);
  }
  const message = $(".message", map);
  message.classList.toggle("back", back);
  message.getAnimations().forEach((animation) => animation.cancel());
  if (!travel || still()) return;
  const middle = (name) => { const stop = $(`.stop.${name}`, map); return stop.offsetLeft + stop.offsetWidth / 2; };
  message.animate([{ translate: `${middle(from)}px 0`, opacity: 1 }, { translate: `${middle(to)}px 0`, opacity: 1 }, { translate: `${middle(to)}px 0`, opacity: 0 }], { duration: 900, easing: "ease-in-out" });
}

/* Questions: one answer at a time, told at once with its reason, and kept for the recap. */
const given = new Map();
function makeAnswerable(question) {
  const beat = question.closest(".beat"), verdict = $(".verdict", question), details = $("details", question);
  for (const button of $$("[data-option]", question)) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      for (const each of $$("[data-option]", question)) each.setAttribute("aria-pressed", String(each === button));
      const right = button.dataset.option === question.dataset.answer;
      verdict.textContent = right ? "✓ You foresaw it." : "✗ It comes otherwise.";
      verdict.className = `verdict ${right ? "right" : "wrong"}`;
      details.open = true;
      const was = $(`[data-option="${question.dataset.answer}"]`, question);
      given.set(beat.id, { right, said: button.textContent, was: was.textContent });
      tellForeseen();
    });
  }
}
function tellForeseen() {
  const beat = $("[data-personal]"), asked = $$(".question").length;
  if (!beat || !given.size) return;
  /* What the reader said is a column only once there is something in it. */
  for (const row of $$(".table tr", beat)) {
    if (row.cells.length > 3) continue;
    const cell = row.cells[2].cloneNode();
    cell.textContent = cell.scope ? "you said" : "—";
    row.append(cell);
  }
  for (const [id, { right, said, was }] of given) {
    const link = $(`.table a[href="#${id}"]`, beat), row = link && link.closest("tr");
    if (!row) continue;
    row.cells[2].textContent = was;
    marked(right ? `[you]✓[/] ${said}` : `[error]✗ ${said}[/]`, emptied(row.cells[3]));
  }
  const foreseen = [...given.values()].filter((one) => one.right).length;
  $(".story", beat).textContent = foreseen === given.size ? `You foresaw all of the ${given.size} you answered.` : `You foresaw ${foreseen} of the ${given.size} you answered. What you did not foresee is what is worth another look: the list leads back to it.`;
  const formula = $(".formula", beat);
  if (formula) lines(formula, [`asked        ${asked}`, `answered     ${given.size}`, `foreseen     ${foreseen}`]);
}

function act(name, event) {
  if (name === "go-to") { event.preventDefault(); choose(); }
  if (name === "learning-rate" && $(".try input", here)) { event.preventDefault(); $(".try input", here).focus(); }
  /* The newest knob: the one that the words are about. */
  if (name === "knob" && $("[data-knob]", here)) { event.preventDefault(); $$("[data-knob]", here).pop().focus(); }
  if (name === "tell-again" && friends) { event.preventDefault(); friends.again(); }
  if (name === "start-over" && friends) { event.preventDefault(); friends.startOver(); }
}
function choose() {
  const dialog = $("#choose");
  dialog.showModal();
  const current = $("[aria-current]", dialog);
  if (current) { current.focus(); current.scrollIntoView({ block: "center" }); }
}
function closeDialogs() { for (const dialog of $$("dialog[open]")) dialog.close(); }

const KEYS = {
  ArrowRight: () => step(1), l: () => step(1), n: () => step(1),
  ArrowLeft: () => step(-1), h: () => step(-1), p: () => step(-1),
  PageDown: () => stepAct(1), "]": () => stepAct(1), PageUp: () => stepAct(-1), "[": () => stepAct(-1),
  Home: () => beats[0], End: () => main[main.length - 1],
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || $("dialog[open]")) return;
  if (event.target.matches("input, select, textarea")) return;
  if (event.key === "g") { event.preventDefault(); choose(); return; }
  if (event.key === "?") { event.preventDefault(); $("#keys").showModal(); return; }
  if (/^[0-9]$/.test(event.key)) {
    const chosen = acts[(Number(event.key) + 9) % 10];
    if (chosen) { event.preventDefault(); go($(".beat", chosen)); }
    return;
  }
  const way = KEYS[event.key];
  if (way) { event.preventDefault(); go(way()); }
});

let touched = null;
addEventListener("touchstart", (event) => {
  const at = event.touches[0], free = !event.target.closest("input, .scroll, .plot, dialog, #acts, ul");
  touched = event.touches.length === 1 && free ? { x: at.clientX, y: at.clientY } : null;
}, { passive: true });
addEventListener("touchend", (event) => {
  if (!touched) return;
  const at = event.changedTouches[0], x = at.clientX - touched.x, y = at.clientY - touched.y;
  touched = null;
  if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) go(step(x < 0 ? 1 : -1));
}, { passive: true });

document.addEventListener("click", (event) => {
  const does = event.target.closest("[data-do]"), to = event.target.closest("[data-go]");
  if (does) act(does.dataset.do, event);
  if (event.target.closest("[data-close]") || (event.target.closest("dialog a"))) closeDialogs();
  if (!to) return;
  const way = { back: () => go(step(-1)), on: () => go(step(1)), choose, keys: () => $("#keys").showModal() };
  way[to.dataset.go]();
});
addEventListener("hashchange", () => show(beatOf(location.hash) || here));
document.addEventListener("beforematch", (event) => {
  const beat = event.target.closest(".beat");
  if (beat && beat !== here) { history.pushState(null, "", `#${beat.id}`); show(beat, false); }
});
addEventListener("popstate", () => show(beatOf(location.hash) || beatOf(DATA.start) || beats[0]));

document.documentElement.classList.add("js");
$("#choose .list").append($("#acts > ol").cloneNode(true));
const friends = DATA.meet ? makeFriends() : null;
$$("[data-readings]").forEach(makeReadable);
$$(".links").forEach(makeLinksReadable);
$$(".plot.lines[data-series]").forEach(makeChartReadable);
$$("figure:has(.slide)").forEach(makeSlidable);
$$(".try[data-try]").forEach(makeTurnable);
$$(".question").forEach(makeAnswerable);
$$(".moments").forEach(makeMoments);
show(beatOf(location.hash) || beatOf(DATA.start) || beats[0]);
/* For tests, and for whoever opens the console: the page's own arithmetic. */
window.tinynet = { sigmoid, rounds, retold, friends, stored, printed, number, product };
