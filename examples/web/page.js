// Controls in, pictures out. What learns is the crate: `crate` is what src/lib.rs exports.
"use strict";

const SHOWN = 500000; // samples of a run: those of 2016, five times 100 000
const POINTS = 100; // that the errors are measured at, as in examples/sine
const RATES = [0, 0.0001, 0.0003, 0.001, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1];
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶";
const by = (id) => document.getElementById(id);
const number = (id) => Number(by(id).value);
const decimals = (value) => value < 1000 ? value.toFixed(5) : value.toExponential(2);
const grouped = (count) => count.toLocaleString("en").replaceAll(",", " ");

let crate, steps, last, running, refused, hidden, awaited = false;

function restart() {
  crate.restart(number("net"), number("start"), number("seed"), number("batch"));
  hidden = [];
  while (crate.units(hidden.length + 1) > 0) hidden.push(crate.units(hidden.length));
  [steps, last, running, refused] = [0, Math.ceil(SHOWN / number("batch")), true, false];
}

function learn() {
  const wanted = Math.min(2 ** number("speed"), last - steps);
  const until = performance.now() + 30; // so that a large net leaves the page alive
  for (let left = wanted; left > 0 && performance.now() < until; left -= 16) {
    const asked = Math.min(left, 16);
    const done = crate.learn(asked, number("optimizer"), RATES[number("rate")]);
    steps += done;
    refused = done < asked;
    if (refused) break;
  }
  running = !refused && steps < last;
}

// Evenly spaced over [-π, π], in the precision of the net.
function grid(count) {
  return Array.from({ length: count }, (_, k) => Math.fround(Math.PI * (2 * Math.fround(k / (count - 1)) - 1)));
}

function drawFit() {
  const curve = (f) => grid(300).map((x) => [x, f(x)]);
  const ticks = [[-Math.PI, "-π"], [-Math.PI / 2, "-π/2"], [0, "0"], [Math.PI / 2, "π/2"], [Math.PI, "π"]];
  plot(by("fit"), { range: [-Math.PI, Math.PI], ticks }, { range: [-1.3, 1.3], ticks: [[-1, "-1"], [0, "0"], [1, "1"]] }, [
    { points: curve(Math.sin), colour: "--sine", width: 7 },
    { points: curve(crate.at), colour: "--net", width: 2 },
  ]);
}

function drawLoss() {
  const points = [], stride = crate.stride();
  for (let k = 0; !Number.isNaN(crate.loss(k)); k++) points.push([(k + 0.5) * stride, Math.log10(crate.loss(k))]);
  const end = Math.max(steps, 1);
  const ticks = [0, end / 2, end].map((place) => [place, grouped(Math.round(place))]);
  const decades = [0, 1, 2, 3, 4, 5, 6].map((k) => [-k, k ? "10⁻" + SUPERSCRIPTS[k] : "1"]);
  plot(by("loss"), { range: [0, end], ticks }, { range: [-6, 0], ticks: decades }, [
    { points, colour: "--net", width: 1.5 },
  ]);
}

function showFigures() {
  const errors = grid(POINTS).map((x) => Math.abs(crate.at(x) - Math.sin(x)));
  by("steps").textContent = `${grouped(steps)} of ${grouped(last)}`;
  by("rmse").textContent = decimals(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / POINTS));
  by("largest").textContent = decimals(Math.max(...errors));
  by("state").textContent = refused
    ? "step refused: gone too far, restart at a lower rate"
    : running ? "learning" : steps < last ? "paused" : "done";
  by("pause").textContent = running ? "Pause" : "Go on";
  by("rate-shown").textContent = RATES[number("rate")];
  by("speed-shown").textContent = 2 ** number("speed");
}

function showLayers() {
  const dead = hidden.map((_, layer) => crate.dead(layer));
  const sum = (counts) => counts.reduce((a, b) => a + b, 0);
  by("dead").textContent = `${sum(dead)} of ${sum(hidden)} hidden units are dead`;
  by("layers").innerHTML = hidden.map((units, layer) =>
    `<div>layer ${layer}</div><span>${"●".repeat(units - dead[layer])}<i>${"○".repeat(dead[layer])}</i></span>` +
    `<div>${dead[layer]} of ${units}</div>`).join("");
}

function frame() {
  awaited = false;
  if (running) learn();
  drawFit();
  drawLoss();
  showFigures();
  showLayers();
  if (running) awaitFrame();
}

function awaitFrame() {
  if (!awaited) requestAnimationFrame(frame);
  awaited = true;
}

function pause() {
  running = !running;
  if (running && steps >= last) last += Math.ceil(SHOWN / number("batch"));
}

function asIn2016() {
  const recipe = { net: 3, start: 0, batch: 32, optimizer: 0, rate: RATES.indexOf(0.01) };
  for (const [id, value] of Object.entries(recipe)) by(id).value = value;
  restart();
}

async function open(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  crate = (await WebAssembly.instantiate(bytes)).instance.exports;
  by("size").textContent = Math.round(bytes.length / 1000);
  for (const id of ["net", "start", "seed", "batch"]) by(id).onchange = restart;
  const controls = by("controls");
  controls.onsubmit = (event) => event.preventDefault();
  controls.oninput = controls.onchange = controls.onclick = window.onresize = awaitFrame;
  matchMedia("(prefers-color-scheme: dark)").onchange = awaitFrame;
  by("restart").onclick = restart;
  by("pause").onclick = pause;
  by("next").onclick = () => { by("seed").value = number("seed") + 1; restart(); };
  by("as-in-2016").onclick = asIn2016;
  restart();
  awaitFrame();
}

open(wasm);
