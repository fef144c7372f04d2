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

/* One sample's way and its updates. `W x` moves by `η δ |x|²`, so no pixel is needed. */
class Lesson {
  constructor(pass) {
    this.sums = Float64Array.from(stored(pass.sums).values);
    this.weights = Float64Array.from(stored(pass.weights).values);
    this.targets = stored(pass.targets).values;
    this.square = pass.square;
    this.recipe = pass.rule === "recipe";
  }
  get hidden() { return this.sums.map(sigmoid); }
  outputs(hidden = this.hidden) {
    return this.targets.map((_, k) => {
      let z = 0;
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
  const { play: atFirst, rates } = DATA.meet;
  const state = { play: [...atFirst], told: DATA.meet.told, turned: false };
  const beats = $$(".beat").filter((beat) => $(".friends", beat) && $(".knobs", beat));
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
  function part(beat, name, text) {
    for (const each of $$(`[data-part="${name}"]`, beat)) {
      if (text.includes("[")) { each.replaceChildren(); marked(text, each); } else each.textContent = text;
    }
  }
  function show() {
    const all = now(), last = all[all.length - 1];
    for (const beat of beats) {
      const { w1, w2, z1, h, z2, y, t, e } = last;
      part(beat, "speak", number(w1, 2));
      part(beat, "tell", number(w2, 2));
      part(beat, "jay", number(h));
      part(beat, "lola", number(y));
      part(beat, "meant", number(t, 2));
      part(beat, "jay-sum", `[sum]z[/] = ${number(z1)}`);
      part(beat, "lola-sum", `[sum]z[/] = ${number(z2)}`);
      part(beat, "error", `[error]e = ${signed(e)}[/]`);
      for (const [name, weight] of [["speak", w1], ["tell", w2]]) {
        part(beat, `${name}-word`, howSerious(weight));
        for (const line of $$(`[data-part="${name}-line"]`, beat)) {
          line.setAttribute("class", weight > 0 ? "positive" : weight < 0 ? "negative" : "none");
          line.firstElementChild.setAttribute("stroke-width", Math.max(1, 10 * Math.min(1, Math.abs(weight) / 4)));
        }
      }
      const told = [number(w1, 2), number(w2, 2), number(t, 2), plain(last.rate)];
      for (const slider of $$("[data-knob]", beat)) {
        const knob = Number(slider.dataset.knob);
        if (document.activeElement !== slider) slider.value = placeOf(knob, last);
        part(beat, `knob-${knob}`, told[knob]);
      }
      for (const drawing of $$(".sigmoid", beat)) {
        const jay = Boolean($(".at.jay", drawing)), group = $(".at", drawing);
        if (group) placeOnCurve(group, jay ? z1 : z2, jay ? h : y, Number(drawing.dataset.reach));
      }
      const id = beat.id.split(".")[1], formula = $(".formula", beat);
      if (FORMULAS[id] && formula) lines(formula, FORMULAS[id](last, all));
      for (const chart of $$(".plot.lines", beat)) chart.replaceWith(errorChart(all.map((each) => each.e), "times told again"));
      for (const table of $$(".table tbody", beat)) table.replaceChildren(...all.slice(-4).map((each, index, few) => element("tr", {},
        element("td", { class: "lead" }, `${all.length - few.length + index}×`), element("td", {}, number(each.y)), element("td", {}, marked(`[error]${signed(each.e)}[/]`, element("span"))))));
      const question = $(".question", beat);
      if (question && all.length) askAgain(question, last, now().concat(rounds([last.w1, last.w2, t, last.rate], 1)).pop());
    }
    document.dispatchEvent(new CustomEvent("friends"));
  }
  for (const beat of beats) {
    for (const slider of $$("[data-knob]", beat)) {
      slider.disabled = false;
      slider.step = steps[slider.dataset.knob];
      slider.addEventListener("input", () => turn(Number(slider.dataset.knob), Number(slider.value)));
    }
    const button = element("button", { type: "button", class: "again-button", "data-again": "" }, "Tell him again");
    button.addEventListener("click", again);
    const reset = element("button", { type: "button", class: "again-button" }, "From the start");
    reset.addEventListener("click", () => { state.play = [...atFirst]; state.told = DATA.meet.told; show(); });
    $(".knobs", beat).append(button, " ", reset);
  }
  return { state, again, show, now };
}
function howSerious(weight) {
  if (weight < 0) return "contrary";
  return weight >= 2 ? "insistent" : weight >= 0.8 ? "serious" : weight >= 0.3 ? "said" : "whisper";
}
const FORMULAS = {
  weight: ({ w1, x }) => {
    const told = product(w1, x);
    return ["what reaches Jay:", "[sum]z[/] = [speak]w₁[/] · [you]x[/]", `  = ${told.factors.join(" × ")}`, `  = [sum]${told.result}[/]`];
  },
  trust: ({ z1, h }) => ["[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−z))", `  = σ(${number(z1, sigmoidDigits(z1))})`, `  = [jay]${number(h)}[/]`, "", "z = 0 gives one half"],
  "pass-on": ({ w2, h, z2, y }) => {
    const told = product(w2, h);
    return ["[sum]z[/] = [tell]w₂[/] · [jay]h[/]", `  = ${told.factors.join(" × ")}`, `  = ${told.result}`, "[lola]y[/] = σ([sum]z[/])", `  = σ(${number(z2, sigmoidDigits(z2))}) = [lola]${number(y)}[/]`];
  },
  error: ({ t, y, e }) => {
    let digits = decimals(e, 2);
    while (digits < 12 && Math.abs(Number(t.toFixed(digits)) - Number(y.toFixed(digits)) - Number(e.toFixed(digits))) > 1e-13) digits++;
    return ["[error]e[/] = [meant]t[/] − [lola]y[/]", "  = intended − actual", `  = ${number(t, digits)} − ${number(y, digits)}`, `  = [error]${signed(e, digits)}[/]`];
  },
  again: (last, all) => {
    const told = product(last.rate, last.e, last.slope, last.h), before = all[all.length - 2];
    const worked = told.factors.map((f) => (f.startsWith(MINUS) ? `(${f})` : f)).join("×");
    const went = !before ? "" : before.e * last.e < 0 ? ", overshot" : Math.abs(last.e) < Math.abs(before.e) ? ", closer" : ", no closer";
    return ["Δ[tell]w₂[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]", `  = ${worked}`, `  = ${told.result}`, `Δ[speak]w₁[/] = ${signed(last.change1, decimals(last.change1))}`, `told again: ${all.length - 1} times${went}`];
  },
};
/* The question about one more telling, asked of the friends as they are set now. */
function askAgain(question, now, next) {
  const answer = now.e * next.e < 0 ? 2 : Math.abs(next.e) < Math.abs(now.e) ? 1 : 0;
  const options = $$("[data-option]", question).map((button) => button.textContent);
  let digits = 3;
  while (digits < 12 && number(now.e, digits) === number(next.e, digits)) digits++;
  question.dataset.answer = answer;
  $(".was", question).textContent = `${options[answer]}. `;
  $(".because", question).textContent = `e goes from ${signed(now.e, digits)} to ${signed(next.e, digits)}: ${["further from", "nearer to", "past"][answer]} 0.`;
  $("p", question).lastChild.replaceWith(marked(` told again, [rate]η[/] = ${plain(now.rate)}: what will the error do?`, element("span")));
  for (const button of $$("[data-option]", question)) button.setAttribute("aria-pressed", "false");
  $("details", question).open = false;
  $(".verdict", question).textContent = "";
}

/* A line over a count, drawn anew whenever something is turned. */
function errorChart(values, label, others = []) {
  const all = [...values, ...others.flat(), 0], low = Math.min(...all), high = Math.max(...all), span = high - low || 1;
  const last = Math.max(values.length - 1, 5);
  const up = (value) => plotY((value - low) / span), across = (index) => plotX(index / last);
  const drawing = svg("svg", { viewBox: `0 0 ${PLOT.wide} ${PLOT.high}`, class: "plot lines", role: "img", "aria-label": `${label}: ${values.map((v) => number(v)).join(", ")}` });
  for (const tick of [low, (low + high) / 2, high]) drawing.append(
    svg("line", { class: "half", x1: plotX(0), x2: plotX(1), y1: up(tick), y2: up(tick) }),
    svg("text", { class: "left", x: plotX(0) - 7, y: up(tick) + 4 }, number(tick, 2)));
  drawing.append(svg("line", { class: "axis", x1: plotX(0), x2: plotX(1), y1: up(0), y2: up(0) }));
  for (const mark of [...new Set([0, Math.round(last / 2), last])]) drawing.append(svg("text", { class: "middle", x: across(mark), y: plotY(0) + 16 }, String(mark)));
  drawing.append(svg("text", { class: "left", x: plotX(1), y: plotY(0) + 31 }, label));
  const path = values.map((value, index) => `${index ? "L" : "M"}${across(index)} ${up(value)}`).join("");
  drawing.append(svg("g", { class: "series error" }, svg("path", { class: "line", d: path }), ...values.map((value, index) => svg("circle", { cx: across(index), cy: up(value), r: 2.5 }))));
  return drawing;
}
function barTable(outputs, before, targets) {
  const table = element("table"), body = element("tbody");
  outputs.forEach((value, index) => {
    const drawing = svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("line", { class: "zero", x1: 0, x2: 0, y1: 0, y2: 10 }), svg("rect", { class: "bar lola", x: 0, y: 2, width: value * 100, height: 6 }),
      svg("line", { class: "target", x1: targets[index] * 100, x2: targets[index] * 100, y1: .5, y2: 9.5 }),
      svg("line", { class: "before", x1: before[index] * 100, x2: before[index] * 100, y1: .5, y2: 9.5 }));
    body.append(element("tr", {}, element("th", { scope: "row" }, marked(`[lola]${index}[/]`, element("span"))), element("td", { class: "track" }, drawing), element("td", { class: "value" }, number(value))));
  });
  table.append(body);
  return element("figure", { class: "bars" }, element("figcaption", {}, "after one telling at this η  ┊ before"), table);
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
      shown.append(element("figure", { class: "chart" }, element("figcaption", {}, marked(`[error]½Σe²[/] told 0 to ${last} times at this η`, element("span"))), errorChart(losses, "times told")));
      const end = losses[last];
      reading.textContent = `${said}; told ${last} times: ${number(end, Math.max(digits, decimals(end, 2)))}, taken for ${aDigit(loudest(outputs[last]))}`;
      return;
    }
    const formula = element("div", { class: "formula" });
    if (beat === "update.rate") {
      const { rates, after, before, others } = DATA.sweep, at = rates.indexOf(rate);
      lines(formula, [`this ${pass.label}: ½Σ[error]e²[/] ${number(losses[0], digits)} → [error]${number(losses[1], digits)}[/]`,
        at < 0 ? "the others: not counted at this rate" : `the others read right: ${Math.round(before * others)} → [you]${Math.round(after[at] * others)}[/] of ${others.toLocaleString("en")}`]);
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
    reading.textContent = beat === "update.rate" ? "" : said;
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
