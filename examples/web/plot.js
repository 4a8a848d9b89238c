// A line plot on a canvas: grid, labels, curves. Nothing here knows what is drawn.
"use strict";

// The colours are those of style.css, light or dark.
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// `x` and `y`: the range as [from, to], and `ticks` as [value, label] pairs. A curve: its points as [x, y] pairs, a colour,
// a width. Leaves on the canvas where the range lies, in its pixels.
function plot(canvas, x, y, curves) {
  const scale = devicePixelRatio, [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = width * scale;
  canvas.height = height * scale;
  const box = { left: 42, top: 6, width: width - 54, height: height - 30 };
  canvas.box = Object.fromEntries(Object.entries(box).map(([side, length]) => [side, length * scale]));
  const across = (value) => box.left + box.width * (value - x.range[0]) / (x.range[1] - x.range[0]);
  const up = (value) => box.top + box.height * (y.range[1] - value) / (y.range[1] - y.range[0]);

  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(scale, scale);
  pen.font = "12px system-ui, sans-serif";
  pen.strokeStyle = colour("--line");
  pen.fillStyle = colour("--muted");
  pen.beginPath();
  pen.textBaseline = "top";
  for (const [value, label] of x.ticks) {
    pen.textAlign = value === x.range[1] ? "right" : "center";
    pen.moveTo(across(value), box.top);
    pen.lineTo(across(value), box.top + box.height);
    pen.fillText(label, across(value), box.top + box.height + 6);
  }
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const [value, label] of y.ticks) {
    pen.moveTo(box.left, up(value));
    pen.lineTo(box.left + box.width, up(value));
    pen.fillText(label, box.left - 6, up(value));
  }
  pen.stroke();

  pen.beginPath();
  pen.rect(box.left, box.top, box.width, box.height);
  pen.clip();
  pen.lineJoin = "round";
  for (const curve of curves) {
    pen.strokeStyle = colour(curve.colour);
    pen.lineWidth = curve.width;
    pen.beginPath();
    for (const [a, b] of curve.points) pen.lineTo(across(a), up(b));
    pen.stroke();
  }
}
