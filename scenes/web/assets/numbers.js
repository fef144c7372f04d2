"use strict";
/* Numbers as the program prints them, marked-up words, and what is stored in the page. */
const MINUS = "\u2212";
const DATA = JSON.parse(document.getElementById("data").textContent);
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

function number(value, digits = 3, sign = false) {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return text.replace("-", "");
  return text.startsWith("-") ? MINUS + text.slice(1) : (sign ? "+" : "") + text;
}
const signed = (value, digits = 3) => number(value, digits, true);
/* A number a person chose, as short as it reads back the same. */
const plain = (value) => String(value).replace("-", MINUS);
/* The same, its thousands apart. */
const grouped = (value) => Math.abs(value) < 1000 ? plain(value) : value.toLocaleString("en", { maximumFractionDigits: 10 }).replace("-", MINUS);
/* How many decimals show so many significant figures. */
function decimals(value, figures = 3, least = 3) {
  if (value === 0 || !Number.isFinite(value)) return least;
  return Math.min(15, Math.max(least, figures - 1 - Math.floor(Math.log10(Math.abs(value)))));
}
/* The fewest decimals with which the printed factors give the printed result. */
function checking(compute, factors, result, digits, start) {
  const half = 0.5 * 10 ** -digits, printed = Number(result.toFixed(digits));
  for (let enough = start; enough < 15; enough++) {
    const told = compute(...factors.map((factor) => Number(factor.toFixed(enough))));
    if (Math.abs(told - printed) <= half * 0.999999) return enough;
  }
  return 15;
}
function product(...factors) {
  const times = (...all) => all.reduce((a, b) => a * b, 1);
  const result = times(...factors), digits = decimals(result);
  const enough = checking(times, factors, result, digits, 4);
  const short = (f) => f === Number(f.toFixed(3)) ? plain(f) : number(f, enough);
  return { factors: factors.map(short), result: number(result, digits) };
}
/* The fewest decimals with which the printed terms add up to the printed total. */
function adding(terms, total, start) {
  for (let digits = start; digits < 12; digits++) {
    const sum = terms.reduce((all, term) => all + Number(term.toFixed(digits)), 0);
    if (Math.abs(sum - Number(total.toFixed(digits))) < 0.5 * 10 ** -digits) return digits;
  }
  return Math.max(start, 12);
}
const sigmoidDigits = (z) => checking(sigmoid, [z], sigmoid(z), 3, 3);

/* `[jay]h[/] = 0.5` as elements; marks nest as they do in the story. */
function marked(words, into) {
  const open = [into];
  for (const part of words.split(/(\[\/\]|\[[a-z ]+\]|\[to:[a-z.-]+\])/)) {
    const top = open[open.length - 1];
    if (part === "[/]") open.pop();
    else if (/^\[[a-z:. -]+\]$/.test(part)) {
      const link = part.startsWith("[to:"), span = document.createElement(link ? "a" : "span");
      if (link) span.href = `#${part.slice(4, -1)}`; else span.className = part.slice(1, -1);
      top.append(span);
      open.push(span);
    } else if (part) top.append(part);
  }
  return into;
}
function lines(formula, written) {
  formula.replaceChildren(...written.map((line) => {
    const p = document.createElement("p");
    return line ? marked(line, p) : (p.textContent = "\u00a0", p);
  }));
}

/* Arrays are stored once, as bytes; `printed` ones as whole numbers of their last decimal. */
const TYPES = { i1: Int8Array, i2: Int16Array, i4: Int32Array, f8: Float64Array };
const kept = new Map();
function stored(name) {
  if (!kept.has(name)) {
    const { type, digits, bytes } = DATA.arrays[name];
    const raw = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    kept.set(name, { values: new TYPES[type](raw.buffer), digits, whole: type !== "f8" });
  }
  return kept.get(name);
}
function printed(name, index) {
  const { values, digits, whole } = stored(name);
  if (!whole) return number(values[index], digits);
  const size = String(Math.abs(values[index])).padStart(digits + 1, "0");
  const text = digits ? `${size.slice(0, -digits)}.${size.slice(-digits)}` : size;
  return (values[index] < 0 ? MINUS : "") + text;
}

/* A drawing, made of elements and their attributes. */
function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
function emptied(node) {
  node.replaceChildren();
  return node;
}
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
