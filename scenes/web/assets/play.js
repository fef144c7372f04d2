/* The recipe, for one sample, in plain numbers; and what is turned on the page. */
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/* The three friends: passes of a 1-1-1 network as it is set, and after each telling. */
function rounds(play, told) {
  let [w1, w2] = play;
  const [, , t, rate] = play, x = 1, all = [];
  for (let telling = 0; telling <= told; telling++) {
    const z1 = w1 * x, h = sigmoid(z1), z2 = w2 * h, y = sigmoid(z2), e = t - y;
    const d2 = e * (y * (1 - y)), blame = w2 * e, d1 = blame * (h * (1 - h));
    const change2 = rate * d2 * h, change1 = rate * d1 * x;
    all.push({ x, w1, w2, t, rate, z1, h, z2, y, e, slope: y * (1 - y), blame, change1, change2 });
    w1 += change1;
    w2 += change2;
  }
  return all;
}

/* One sample's way and its updates. `W x` moves by `η δ |x|²`, so no pixel is needed; `sums` have their biases. */
class Lesson {
  constructor(pass) {
    this.sums = Float64Array.from(stored(pass.sums).values);
    this.weights = Float64Array.from(stored(pass.weights).values);
    this.biases = Float64Array.from(stored(pass.biases).values);
    this.learned = pass.learned;
    this.targets = stored(pass.targets).values;
    this.square = pass.square;
    this.recipe = pass.rule === "recipe";
  }
  get hidden() { return this.sums.map(sigmoid); }
  outputs(hidden = this.hidden) {
    return this.targets.map((_, k) => {
      let z = this.biases[k];
      for (let j = 0; j < hidden.length; j++) z += this.weights[k * hidden.length + j] * hidden[j];
      return sigmoid(z);
    });
  }
  loss() { return this.outputs().reduce((sum, y, k) => sum + 0.5 * (this.targets[k] - y) ** 2, 0); }
  train(rate) {
    const h = this.hidden, y = this.outputs(h), size = h.length;
    const errors = y.map((value, k) => this.targets[k] - value);
    const deltas = errors.map((e, k) => e * (y[k] * (1 - y[k])));
    const carried = this.recipe ? errors : deltas;
    const blame = h.map((_, j) => carried.reduce((sum, e, k) => sum + this.weights[k * size + j] * e, 0));
    for (let k = 0; k < y.length; k++) for (let j = 0; j < size; j++) this.weights[k * size + j] += rate * deltas[k] * h[j];
    if (this.learned) for (let k = 0; k < y.length; k++) this.biases[k] += rate * deltas[k];
    for (let j = 0; j < size; j++) this.sums[j] += rate * blame[j] * (h[j] * (1 - h[j])) * this.square;
  }
}
function retold(which, rate, tellings) {
  const lesson = new Lesson(DATA.passes[which]), outputs = [lesson.outputs()], losses = [lesson.loss()];
  for (let telling = 0; telling < tellings; telling++) {
    lesson.train(rate);
    outputs.push(lesson.outputs());
    losses.push(lesson.loss());
  }
  return { outputs, losses };
}
const loudest = (outputs) => outputs.indexOf(Math.max(...outputs));
const aDigit = (digit) => (digit === 8 ? "an 8" : `a ${digit}`);

/* The friends' knobs. All beats of the act show the same friends. */
function makeFriends() {
  const { play, rates } = DATA.meet;
  const state = { play: [...play], told: DATA.meet.told, turned: false };
  const beats = $$(".beat").filter((beat) => $(".friends", beat));
  const now = () => rounds(state.play, state.told);
  const steps = [1 / 80, 1 / 80, 1 / 98, 1 / (rates.length - 1)];
  function valueOf(knob, along) {
    if (knob < 2) return Math.round(4 * (2 * along - 1) * 10) / 10;
    if (knob === 2) return Math.round((0.01 + along * 0.98) * 100) / 100;
    return rates[Math.round(along * (rates.length - 1))];
  }
  function placeOf(knob, last) {
    if (knob < 2) return Math.min(1, Math.max(0, ((knob ? last.w2 : last.w1) / 4 + 1) / 2));
    if (knob === 2) return (last.t - 0.01) / 0.98;
    const apart = rates.map((rate) => Math.abs(Math.log(rate / last.rate)));
    return apart.indexOf(Math.min(...apart)) / (rates.length - 1);
  }
  function turn(knob, along) {
    const last = now().pop();
    /* Another learning rate starts where the last one did, so that they compare. */
    if (knob !== 3) state.play = [last.w1, last.w2, state.play[2], state.play[3]];
    state.play[knob] = valueOf(knob, along);
    state.told = 0;
    show();
  }
  function again() {
    state.told = Math.min(1000, state.told + 1);
    show();
  }
  /* Nothing told: the knobs as they were chosen. Once more: as at first; the learning rate stays. */
  function startOver() {
    if (!state.told) state.play = [...DATA.meet.first, state.play[3]];
    state.told = 0;
    show();
  }
  function part(beat, name, text) {
    for (const each of $$(`[data-part="${name}"]`, beat)) {
      if (text.includes("[")) { each.replaceChildren(); marked(text, each); } else each.textContent = text;
    }
  }
  function show() {
    const all = now(), last = all[all.length - 1];
    for (const beat of beats) {
      const id = beat.id.split(".")[1];
      showFriends(beat, id, last);
      if (!beat.dataset.heard.includes("?")) beat.dataset.heard = `heard ${number(last.y)} · meant ${number(last.t)}`;
      showKnobs(beat, last);
      for (const drawing of $$(".sigmoid", beat)) {
        const jay = Boolean($(".at.jay", drawing));
        if ($(".at", drawing)) showOnCurve(drawing, jay ? last.z1 : last.z2, jay ? last.h : last.y);
        if (!jay) showNearness(drawing);
      }
      if (FORMULAS[id]) lines($(".formula", beat), FORMULAS[id](last, all));
      if (id === "weight") showTones(beat, last.w1);
      if (id === "error") { showMeant(beat, last); showDistance(beat, last); }
      if (RETOLD.includes(id)) { showErrors(beat, id, all); showRounds(beat, all); }
      const question = $(".question", beat);
      if (question) askAgain(question, last);
    }
    document.dispatchEvent(new CustomEvent("friends"));
  }
  function showFriends(beat, id, { x, w1, w2, z1, h, z2, y, t, e }) {
    part(beat, "jay", number(h));
    part(beat, "lola", number(y));
    part(beat, "meant", number(t, 2));
    part(beat, "jay-under", `[sum]z[/] = ${fitting(z1, 3, 9)}`);
    part(beat, "lola-under", `[sum]z[/] = ${fitting(z2, 3, 9)}`);
    part(beat, "error", `[error]e = ${signed(e)}[/]`);
    part(beat, "correction", RETOLD.includes(id) && correction(e) ? `[error]${correction(e)}[/]` : "");
    for (const [who, value, weight] of [["you", x, w1], ["jay", h, w2], ["lola", y], ["meant", t]]) {
      const bubble = $(`[data-part="${who}-says"]`, beat), level = $(`[data-part="${who}-level"]`, beat);
      /* Nobody is to see the word for a number that has not been told of. */
      if (!bubble || (who !== "you" && !$(`[data-part="${who}"]`, beat))) continue;
      bubble.textContent = wordOf(value, who === "lola" || who === "meant");
      /* How it is said comes with the weight it is said by. */
      const by = who === "jay" && !$('[data-part="tell"]', beat) ? undefined : weight;
      bubble.className = `bubble ${who === "meant" ? "thought" : by === undefined ? "said" : toneOf(by)}${by < 0 ? " contrary" : ""}`;
      if (level) level.setAttribute("width", 70 * Math.min(1, Math.max(0, value)));
    }
    for (const [name, weight] of [["speak", w1], ["tell", w2]]) {
      part(beat, name, fitting(weight, 2, 5));
      part(beat, `${name}-word`, weight < 0 ? "contrary" : toneOf(weight));
      const line = $(`[data-part="${name}-line"]`, beat);
      if (!line) continue;
      line.setAttribute("class", weight > 0 ? "positive" : weight < 0 ? "negative" : "none");
      line.firstElementChild.setAttribute("stroke-width", Math.max(1, 10 * Math.min(1, Math.abs(weight) / 4)));
    }
    const shows = (name) => $(`[data-part="${name}"]`, beat);
    $(".friends > .sr", beat).textContent = [`You say ${number(x, 2)}.`,
      ...(shows("speak") ? [`Your weight to Jay is ${number(w1)}; he hears ${number(z1)}.`] : []),
      ...(shows("jay") ? [`He passes on ${number(h)}.`] : []),
      ...(shows("lola") ? [`His weight to Lola is ${number(w2)}; she hears ${number(z2)} and ends up at ${number(y)}.`] : [])].join(" ");
  }
  /* Hers is seen as far as her sum needs, which the title says. */
  function showNearness(drawing) {
    const { near } = DATA.meet.reach, zoomed = Number(drawing.dataset.reach) === near;
    const note = zoomed ? ` [dim](zoomed in: z from ${number(-near, 0)} to ${number(near, 0)})[/]` : "";
    marked(`[lola]Lola's level of trust[/]${note}`, emptied($("figcaption", drawing.closest("figure"))));
  }
  /* The row of your weight is marked. */
  function showTones(beat, w1) {
    const now = w1 < 0 ? "contrary" : toneOf(w1);
    for (const cells of $$(".table tbody tr", beat)) {
      const cell = cells.children[1], tone = cell.textContent.replace("▸", "").trim();
      marked(tone === now ? `[bold]▸ ${tone}[/]` : `  ${tone}`, emptied(cell));
    }
  }
  function showKnobs(beat, last) {
    const told = [number(last.w1, 2), number(last.w2, 2), number(last.t, 2), plain(last.rate)];
    for (const slider of $$("[data-knob]", beat)) {
      const knob = Number(slider.dataset.knob);
      if (document.activeElement !== slider) slider.value = placeOf(knob, last);
      part(beat, `knob-${knob}`, told[knob]);
    }
  }
  /* The title and the first sentence quote what was meant and heard. */
  function showMeant(beat, { y, t }) {
    const title = `You meant ${quoted(t)}, she heard ${quoted(y)}`, story = $(".story", beat).childNodes;
    $("h3", beat).textContent = title;
    for (const link of $$(`a[href="#${beat.id}"][title]`)) {
      link.title = title;
      $("span", link).textContent = title;
    }
    story[2].textContent = story[2].textContent.replace(/^ t: .*?\. /, ` t: ${number(t, 2)}, ${quoted(t)}. `);
  }
  function showDistance(beat, { y, t }) {
    const row = $(".bars tbody tr", beat), target = $(".target", row), value = $(".value", row);
    $(".bar", row).setAttribute("width", 100 * y);
    for (const end of ["x1", "x2"]) target.setAttribute(end, 100 * t);
    value.firstChild.textContent = number(y);
    $(".sr", value).textContent = `, meant ${number(t)}`;
  }
  /* What is to come, or a small and a large learning rate told as often; among them the reader's own. */
  function showErrors(beat, id, all) {
    const figure = $(".chart", beat), told = state.told, shown = Math.max(told, DATA.meet.shown[id]);
    const errors = (each) => each.map(({ e }) => e);
    const [calm, hasty] = (id === "rate" ? DATA.meet.beside : [state.play[3]])
      .map((rate) => errors(rounds([...state.play.slice(0, 3), rate], shown)));
    const beside = [["text", "dashes", calm], ...(hasty ? [["rate", "line", hasty]] : [])];
    const often = told ? `told again ${told === 1 ? "once" : `${told} times`}` : "not told again yet";
    marked(`[error]error e[/], ${often}`, emptied($("figcaption", figure)));
    $(".plot", figure).replaceWith(countChart("times told again", [...beside, ["error", "points", errors(all)]]));
    /* The table of what was drawn at first; the drawing tells its numbers itself. */
    $$(".sr", figure).forEach(emptied);
  }
  function showRounds(beat, all) {
    const table = $(".table table", beat), few = all.slice(-DATA.meet.rows), first = all.length - few.length;
    const row = (name, cells) => element("tr", {}, marked(name, element("td", { class: "lead" })), ...cells.map((cell) => marked(cell, element("td"))));
    $("thead tr", table).replaceChildren(element("th", { class: "lead", scope: "col" }, "told"), ...few.map((_, index) => element("th", { scope: "col" }, `${first + index}×`)));
    $("tbody", table).replaceChildren(
      row("heard [lola]y[/]", few.map(({ y }) => number(y))),
      row("error [error]e[/]", few.map(({ e }) => `[error]${signed(e)}[/]`)));
  }
  for (const beat of beats) {
    for (const slider of $$("[data-knob]", beat)) {
      slider.disabled = false;
      slider.step = steps[slider.dataset.knob];
      slider.addEventListener("input", () => turn(Number(slider.dataset.knob), Number(slider.value)));
    }
    const button = element("button", { type: "button", class: "again-button", "data-again": "" }, "Tell him again");
    button.addEventListener("click", again);
    const reset = element("button", { type: "button", class: "again-button" }, "Forget what was told");
    reset.addEventListener("click", startOver);
    $(".knobs", beat)?.append(button, " ", reset);
  }
  return { state, again, startOver, show, now };
}
const wordOf = (value, heard) => DATA.meet.words.find(([least]) => value >= least)[heard ? 2 : 1];
const toneOf = (weight) => DATA.meet.tones.find(([least]) => Math.abs(weight) >= least)[1];
const correction = (e) => number(e) === number(0) ? "" : e > 0 ? "say more" : "say less";
const quoted = (value) => `“${wordOf(value, true)}”`;
/* With fewer decimals where the wanted ones do not fit. */
function fitting(value, digits, room) {
  for (let n = digits; n >= 0; n--) if (number(value, n).length <= room) return number(value, n);
  return value.toExponential(0).replace(/([+-])(\d)$/, "$10$2").replaceAll("-", MINUS);
}
/* The beats in which the friends are told again. */
const RETOLD = ["again", "rate"];
const LONGEST_MOVE = 27, STUCK = 5e-4;
const FORMULAS = {
  weight: ({ w1, x }) => {
    const told = product(w1, x);
    return ["what reaches Jay:", "[sum]z[/] = [speak]w₁[/] · [you]x[/]", `  = ${told.factors.join(" × ")} = [sum]${told.result}[/]`, `[dim]x is ${told.factors[1]}: so here z equals w₁[/]`, "[dim]at w₁ = 0 he hears nothing[/]"];
  },
  trust: ({ z1, h }) => ["[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−z))", `  = σ(${number(z1, sigmoidDigits(z1))}) = [jay]${number(h)}[/]`, "[dim]e here: 2.718…; later an error[/]", "[dim]┼ on his gauge: the level, ½[/]", "[dim]you have no curve: x as it is[/]"],
  "pass-on": ({ w2, h, z2, y }) => {
    const told = product(w2, h);
    return ["[sum]z[/] = [tell]w₂[/] · [jay]h[/]", `  = ${told.factors.join(" × ")}`, `  = ${told.result}`, "[lola]y[/] = σ([sum]z[/])", `  = σ(${number(z2, sigmoidDigits(z2))}) = [lola]${number(y)}[/]`];
  },
  error: ({ t, y, e }) => {
    const digits = adding([t, -y], e, decimals(e, 2));
    return ["[error]e[/] = [meant]t[/] − [lola]y[/]", "  = intended − actual", `  = ${number(t, digits)} − ${number(y, digits)}`, `  = [error]${signed(e, digits)}[/]`, "[dim]next: both weights corrected[/]"];
  },
  again: (last, all) => changeMade("again", last, all),
  rate: (last, all) => changeMade("rate", last, all),
};
/* The change that the last telling made; untold, the one that the next will make. */
function changeMade(id, last, all) {
  const before = all[all.length - 2], told = before || last;
  const moved = (name, at, by) => {
    const digits = adding([at, by], at + by, decimals(by));
    const from = number(at, digits), change = signed(by, digits);
    const after = number(Number(at.toFixed(digits)) + Number(by.toFixed(digits)), digits);
    const sum = `${from} ${/^[+−]/.test(change) ? `${change[0]} ${change.slice(1)}` : `+ ${change}`}`;
    const words = [`${sum} = ${after}`, `${from} → ${after}`].find((each) => each.length <= LONGEST_MOVE);
    return words ? `${name}: ${words}` : `${name} hardly moves`;
  };
  const moves = [moved("[speak]w₁[/]", told.w1, told.change1), moved("[tell]w₂[/]", told.w2, told.change2)];
  if (!before) return ["[dim]the change to come:[/]", ...moves, DATA.meet.untold[id], DATA.meet.last[id]];
  const stuck = Math.abs(last.e - before.e) < STUCK && Math.abs(last.e) > STUCK;
  const went = stuck ? "stuck" : before.e * last.e < 0 ? "overshot" : Math.abs(last.e) < Math.abs(before.e) ? "closer" : "no closer";
  const why = last.h < STUCK ? "[dim][jay]Jay[/] says nothing any more[/]" : `[dim]h = ${number(last.h)}, y(1−y) small: no way on[/]`;
  let digits = 3;
  while (digits < 12 && number(before.e, digits) === number(last.e, digits)) digits++;
  if (number(before.e, digits) === number(last.e, digits)) digits = 3;
  return [`[dim]the change just made: ${went}[/]`, ...moves, `[error]e[/]:  ${signed(before.e, digits)} → ${signed(last.e, digits)}`, stuck ? why : DATA.meet.last[id]];
}
/* The question which way your weight is to go, asked of the friends as they are set now. */
const LEAST_MOVE = 1e-6;
function askAgain(question, { e, w2, change1 }) {
  const answer = change1 > 0 ? 1 : 0;
  const options = $$("[data-option]", question).map((button) => button.textContent);
  question.hidden = Math.min(Math.abs(e), Math.abs(change1)) < LEAST_MOVE;
  question.dataset.answer = answer;
  $(".was", question).textContent = `${options[answer]}. `;
  $(".because", question).textContent = `e = ${signed(e, decimals(e, 1))}: she should hear ${e > 0 ? "more" : "less"}${w2 < 0 ? ", but hears Jay contrary" : ""}: ${options[answer]}.`;
  const asks = $("p b", question);
  $("p", question).replaceChildren(asks);
  marked("to make the error smaller, which way should your weight w₁ go?", $("p", question));
  /* What came of it stands in the recap, as long as no answer was given. */
  const row = $(`[data-personal] .table a[href="#${question.closest(".beat").id}"]`)?.closest("tr");
  if (row && (row.cells[3]?.textContent ?? "—") === "—") marked(question.hidden ? "[dim]not asked[/]" : options[answer], emptied(row.cells[2]));
  for (const button of $$("[data-option]", question)) button.setAttribute("aria-pressed", "false");
  $("details", question).open = false;
  $(".verdict", question).textContent = "";
}

/* Lines over a count, drawn anew whenever something is turned: of each its term, form and values.
   With marks, those counts are named, and later ones are set ever closer, as in the chart beside it. */
function countChart(label, series, marks = null) {
  const all = [...series.flatMap(([, , values]) => values), 0], low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
  const last = Math.max(...series.map(([, , values]) => values.length - 1), 5);
  const up = (value) => plotY((value - low) / span), across = (index) => plotX(marks ? Math.log1p(index) / Math.log1p(last) : index / last);
  const own = series[series.length - 1][2];
  const drawing = svg("svg", { viewBox: `0 0 ${PLOT.wide} ${PLOT.high}`, class: "plot lines", role: "img", "aria-label": `${label}: ${own.map((v) => number(v)).join(", ")}` });
  for (const tick of [low, (low + high) / 2, high]) drawing.append(
    svg("line", { class: "half", x1: plotX(0), x2: plotX(1), y1: up(tick), y2: up(tick) }),
    svg("text", { class: "left", x: plotX(0) - 7, y: up(tick) + 4 }, number(tick, 2)));
  drawing.append(svg("line", { class: "axis", x1: plotX(0), x2: plotX(1), y1: up(0), y2: up(0) }));
  for (const mark of marks || [...new Set([0, Math.round(last / 2), last])]) drawing.append(svg("text", { class: "middle", x: across(mark), y: plotY(0) + 16 }, String(mark)));
  drawing.append(svg("text", { class: "left", x: plotX(1), y: plotY(0) + 31 }, label));
  for (const [term, form, values] of series) {
    const path = values.map((value, index) => `${index ? "L" : "M"}${across(index)} ${up(value)}`).join("");
    const dots = form === "marked" || form === "points" ? values : [];
    drawing.append(svg("g", { class: `series as-${form} ${term}` }, svg("path", { class: "line", d: path }), ...dots.map((value, index) => svg("circle", { cx: across(index), cy: up(value), r: 2.5 }))));
  }
  return drawing;
}
function barTable(outputs, before, targets) {
  const table = element("table"), body = element("tbody");
  outputs.forEach((value, index) => {
    const drawing = svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("line", { class: "zero", x1: 0, x2: 0, y1: 0, y2: 10 }), svg("rect", { class: "bar lola", x: 0, y: 2, width: value * 100, height: 6 }),
      svg("line", { class: "target", x1: targets[index] * 100, x2: targets[index] * 100, y1: .5, y2: 9.5 }),
      svg("line", { class: before[index] < value ? "before over" : "before", x1: before[index] * 100, x2: before[index] * 100, y1: .5, y2: 9.5 }));
    body.append(element("tr", {}, element("th", { scope: "row" }, marked(`[lola]${index}[/]`, element("span"))), element("td", { class: "track" }, drawing), element("td", { class: "value" }, element("span", { class: "was" }, `${number(before[index])} → `), number(value))));
  });
  table.append(body);
  return element("figure", { class: "bars" }, element("figcaption", {}, "one telling at this η: before ┊ → after"), table);
}

/* The learning rate of one digit's update, and of telling it again. */
function makeTurnable(card) {
  const slider = $("input", card), shown = $(".shown", card), reading = $(".reading", card), output = $("output", card);
  const which = card.dataset.pass, pass = DATA.passes[which], beat = card.dataset.beat;
  const last = DATA.tellings[DATA.tellings.length - 1];
  function show() {
    const rate = DATA.rates[slider.value];
    output.textContent = plain(rate);
    const { outputs, losses } = retold(which, rate, card.dataset.try === "again" ? last : 1);
    const digits = Math.min(6, Math.max(4, decimals(losses[0], 3)));
    const said = `one telling of this ${pass.label} at η = ${plain(rate)}: ½Σe² ${number(losses[0], digits)} → ${number(losses[1], digits)}, taken for ${aDigit(loudest(outputs[0]))} → ${aDigit(loudest(outputs[1]))}`;
    shown.replaceChildren();
    if (beat === "again.told-again") shown.append(barTable(outputs[1], outputs[0], stored(pass.targets).values));
    if (card.dataset.try === "again") {
      shown.append(element("figure", { class: "chart" }, element("figcaption", {}, marked(`[error]½Σe²[/] told 0 to ${last} times at this η`, element("span"))), countChart("times told (later ones closer)", [["error", "marked", losses]], [0, ...DATA.tellings])));
      const end = losses[last];
      reading.textContent = `${said}; told ${last} times: ${number(end, Math.max(digits, decimals(end, 2)))}, taken for ${aDigit(loudest(outputs[last]))}`;
      return;
    }
    const formula = element("div", { class: "formula" });
    const swept = beat === "update.rate" || beat === "update.itself";
    if (swept) {
      const { rates, after, before, others } = DATA.sweep, at = rates.indexOf(rate);
      const said = [`this ${pass.label}: ½Σ[error]e²[/] ${number(losses[0], digits)} → [error]${number(losses[1], digits)}[/]`];
      if (beat === "update.rate") said.push(at < 0 ? "the others: not counted at this rate" : `the others read right: ${Math.round(before * others)} → [you]${Math.round(after[at] * others)}[/] of ${others.toLocaleString("en")}`);
      lines(formula, said);
      const chart = $(".stage .plot.lines", card.closest(".beat"));
      if (chart && chart.dataset.ends) {
        const [low, high] = chart.dataset.ends.split(" ").map(Number), x = plotX(Math.log(rate / low) / Math.log(high / low));
        const pointer = $(".pointer", chart);
        pointer.setAttribute("x1", x);
        pointer.setAttribute("x2", x);
        pointer.classList.add("shown");
      }
    } else lines(formula, changeAt(beat, pass, rate));
    shown.append(formula);
    reading.textContent = swept ? "" : said;
  }
  slider.addEventListener("input", show);
  show();
}
function changeAt(beat, pass, rate) {
  const { jay, lola, pixel, x, w } = DATA.chosen, lesson = new Lesson(pass), h = lesson.hidden, y = lesson.outputs(h), size = h.length;
  const errors = y.map((value, k) => lesson.targets[k] - value), slopes = y.map((value) => value * (1 - value));
  let factors, before, names;
  if (beat === "update.factors") {
    factors = [rate, errors[lola], slopes[lola], h[jay]];
    before = lesson.weights[lola * size + jay];
    names = ["Δ[tell]v[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]", "[tell]v[/]"];
  } else {
    const carried = lesson.recipe ? errors : errors.map((e, k) => e * slopes[k]);
    const blame = carried.reduce((sum, e, k) => sum + lesson.weights[k * size + jay] * e, 0);
    factors = [rate, blame, h[jay] * (1 - h[jay]), x];
    before = w;
    names = ["Δ[speak]w[/] = [rate]η[/] · [error]E[/] · h(1−h) · [you]x[/]", "[speak]w[/]"];
  }
  const told = product(...factors), change = factors.reduce((a, b) => a * b, 1), places = decimals(change);
  return [names[0], `  = ${told.factors.map((f) => (f.startsWith(MINUS) ? `(${f})` : f)).join(" × ")}`, `  = [bold]${told.result}[/]`,
    `${names[1]}: ${number(before, places)} → [bold]${number(before + change, places)}[/]`];
}
