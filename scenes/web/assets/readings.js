/* What is pointed at reads out its numbers: pixels, nodes, links, points of a line. */
function readingOf(drawing) {
  const figure = drawing.closest("figure");
  return figure && $(".reading", figure);
}
function cellAt(drawing, event) {
  const box = drawing.getBoundingClientRect();
  const columns = Number(drawing.dataset.columns), rows = Number(drawing.dataset.rows);
  const x = Math.floor((event.clientX - box.left) / box.width * columns);
  const y = Math.floor((event.clientY - box.top) / box.height * rows);
  const inside = x >= 0 && y >= 0 && x < columns && y < rows;
  const index = y * columns + x;
  return inside && index < Number(drawing.dataset.count || columns * rows) ? index : null;
}
function readCell(drawing, index) {
  const { columns, name, readings } = drawing.dataset;
  const told = readings.split(" ").map((each) => {
    const at = each.lastIndexOf(":");
    return `${each.slice(0, at)} = ${printed(each.slice(at + 1), index)}`;
  });
  const row = Math.floor(index / columns), column = index % columns;
  const where = name === "pixel" ? ` (row ${row}, column ${column})` : "";
  return `${name} ${index}${where}: ${told.join("  ")}`;
}
function makeReadable(drawing) {
  const reading = readingOf(drawing), atFirst = reading.textContent;
  const columns = Number(drawing.dataset.columns);
  const count = Number(drawing.dataset.count || columns * drawing.dataset.rows);
  const frame = $(".cursor", drawing);
  let at = 0;
  if (frame) at = Math.round(frame.getAttribute("y") / unit("height")) * columns + Math.round(frame.getAttribute("x") / unit("width"));
  function unit(side) {
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    return side === "width" ? width / columns : height / drawing.dataset.rows;
  }
  const show = (index) => { if (index !== null) reading.textContent = readCell(drawing, index); };
  drawing.addEventListener("pointermove", (event) => show(cellAt(drawing, event)));
  drawing.addEventListener("pointerdown", (event) => show(cellAt(drawing, event)));
  drawing.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") reading.textContent = atFirst;
  });
  /* Tab comes here, and the arrow keys then move from cell to cell; a click takes no focus. */
  drawing.setAttribute("tabindex", "0");
  drawing.addEventListener("mousedown", (event) => event.preventDefault());
  drawing.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (at + by >= 0 && at + by < count) at += by;
    show(at);
  });
  drawing.addEventListener("blur", () => { reading.textContent = atFirst; });
}
function makeLinksReadable(drawing) {
  const reading = readingOf(drawing);
  for (const part of $$("[data-read]", drawing)) {
    part.addEventListener("pointerenter", () => { reading.textContent = part.dataset.read; });
    part.addEventListener("pointerdown", () => { reading.textContent = part.dataset.read; });
    part.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") reading.textContent = "";
    });
  }
}

/* Plots. Their drawing is 440 wide; the axes lie this far inside. */
const PLOT = { wide: 440, high: 250, left: 46, right: 14, top: 14, bottom: 36 };
const plotX = (share) => PLOT.left + (PLOT.wide - PLOT.left - PLOT.right) * share;
const plotY = (share) => PLOT.high - PLOT.bottom - (PLOT.high - PLOT.bottom - PLOT.top) * share;
function shareAt(drawing, event) {
  const box = drawing.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width * PLOT.wide;
  return Math.min(1, Math.max(0, (x - PLOT.left) / (PLOT.wide - PLOT.left - PLOT.right)));
}
function makeChartReadable(drawing) {
  const reading = readingOf(drawing), pointer = $(".pointer", drawing);
  const [low, high] = drawing.dataset.ends.split(" ").map(Number);
  const logarithmic = drawing.hasAttribute("data-logarithmic"), one = low > 0 ? 0 : 1;
  const share = (x) => logarithmic ? Math.log((x + one) / (low + one)) / Math.log((high + one) / (low + one)) : (x - low) / (high - low || 1);
  const series = drawing.dataset.series.split("|").map((each) => {
    const parts = each.split(":");
    return { name: parts.slice(0, -2).join(":"), x: stored(parts[parts.length - 2]).values, y: parts[parts.length - 1] };
  });
  function show(event) {
    const at = shareAt(drawing, event);
    const told = series.map(({ name, x, y }) => {
      let best = 0;
      x.forEach((value, index) => { if (Math.abs(share(value) - at) < Math.abs(share(x[best]) - at)) best = index; });
      return { name, x: x[best], y: printed(y, best) };
    });
    const where = plotX(share(told[0].x));
    pointer.setAttribute("x1", where);
    pointer.setAttribute("x2", where);
    pointer.classList.add("shown");
    reading.textContent = `${drawing.dataset.label} ${grouped(told[0].x)}: ${told.map((t) => `${t.name} ${t.y}`).join(", ")}`;
  }
  drawing.addEventListener("pointermove", show);
  drawing.addEventListener("pointerdown", show);
  drawing.addEventListener("pointerleave", () => { pointer.classList.remove("shown"); reading.textContent = ""; });
}
function makeSlidable(figure) {
  const drawing = $(".sigmoid", figure), slider = $(".slide input", figure), reading = $(".slide .reading", figure);
  const probe = $(".probe", drawing), reach = () => Number(drawing.dataset.reach);
  const bias = Number(drawing.dataset.bias || 0);
  function show(z) {
    const sum = z + bias, digits = sigmoidDigits(sum), a = sigmoid(sum);
    placeOnCurve(probe, z, a, reach());
    probe.classList.add("shown");
    const arrives = bias ? `z = ${number(z)}, z + b = ${number(sum, digits)}: ` : "";
    reading.textContent = `${arrives}σ(${number(sum, digits)}) = 1 / (1 + e^(${number(-sum, digits)})) = ${number(a)}   slope ${number(a * (1 - a))}`;
  }
  slider.addEventListener("input", () => show(Number(slider.value)));
  let held = false;
  const follow = (event) => {
    const z = Math.round((shareAt(drawing, event) * 2 - 1) * reach() * 100) / 100;
    slider.value = z;
    show(z);
  };
  drawing.addEventListener("pointerdown", (event) => { held = true; follow(event); });
  drawing.addEventListener("pointermove", (event) => { if (held || event.pointerType === "mouse") follow(event); });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) drawing.addEventListener(end, () => { held = false; });
}
/* As far to each side as shows the sum apart from 0: a small one on a short axis. */
function reachFor(drawing, z) {
  // The first curve of all, Jay's, is always whole.
  const { near, far } = DATA.meet.reach, reach = $(".at.jay", drawing) || Math.abs(z) > near / 2 ? far : near;
  if (reach === Number(drawing.dataset.reach)) return reach;
  drawing.dataset.reach = reach;
  const steps = Array.from({ length: 121 }, (_, i) => i / 120), slider = $(".slide input", drawing.closest("figure"));
  $(".curve", drawing).setAttribute("d", `M${steps.map((share) => `${plotX(share)} ${plotY(sigmoid((2 * share - 1) * reach))}`).join("L")}`);
  const ticks = $$(".tick", drawing), after = ticks[ticks.length - 1].nextSibling;
  ticks.forEach((tick) => tick.remove());
  for (let at = -reach; at <= reach; at += 2) drawing.insertBefore(svg("text", { class: "middle tick", x: plotX((at + reach) / (2 * reach)), y: plotY(0) + 16 }, signed(at, 0)), after);
  if (slider) { slider.min = -reach; slider.max = reach; }
  return reach;
}
/* The sum that a curve shows: an arrow where it lies beyond. */
function showOnCurve(drawing, z, activation) {
  const group = $(".at", drawing), reach = reachFor(drawing, z);
  placeOnCurve(group, z, activation, reach);
  $$("text", group).forEach((arrow) => arrow.remove());
  if (Math.abs(z) > reach) $(".dot", group).before(svg("text", { class: "middle", x: $(".dot", group).getAttribute("cx"), y: plotY(0) - 4 }, z > 0 ? "▶" : "◀"));
  drawing.setAttribute("aria-label", `The sigmoid: ${number(z)} goes in, ${number(activation)} comes out.`);
}
function placeOnCurve(group, z, activation, reach) {
  const inside = Math.min(reach, Math.max(-reach, z));
  const x = plotX((inside + reach) / (2 * reach)), y = plotY(activation);
  const ways = $(".ways", group), dot = $(".dot", group);
  if (ways) ways.setAttribute("d", `M${x} ${plotY(0)}V${y}H${plotX(0)}`);
  dot.setAttribute("cx", x);
  dot.setAttribute("cy", y);
}
