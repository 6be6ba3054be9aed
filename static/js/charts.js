// The figures of a chart at a point: under the pointer, or by arrow keys on the line of words under the drawing. The figures are
// those of the table behind the chart, so nothing is missing without this script.

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -Infinity, End: Infinity };
const SVG = "http://www.w3.org/2000/svg";

// The table that belongs to a figure stands behind it, before the next one.
function tableOf(figure) {
  for (let next = figure.nextElementSibling; next && !next.matches("figure"); next = next.nextElementSibling) {
    const table = next.matches("details") && next.querySelector("table");
    if (table) return table;
  }
  return null;
}

function wordsOf(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
  return [...table.tBodies[0].rows].map((row) => {
    const [period, ...values] = [...row.cells].map((cell) => cell.textContent.trim());
    const told = values.map((value, place) => (value ? `${names[place]} ${value}` : "")).filter(Boolean);
    return `${period}: ${told.join(", ")}`;
  });
}

function markerOf(drawing) {
  const marker = document.createElementNS(SVG, "line");
  marker.setAttribute("stroke", "#0b0c0c");
  marker.setAttribute("stroke-width", "1");
  marker.setAttribute("visibility", "hidden");
  const [left, right, top, bottom] = drawing.dataset.plot.split(" ").map(Number);
  marker.setAttribute("y1", String(top));
  marker.setAttribute("y2", String(bottom));
  drawing.append(marker);
  return { drawing, marker, left, right };
}

function help(figure) {
  const table = tableOf(figure);
  const words = table ? wordsOf(table) : [];
  const drawings = [...figure.querySelectorAll("svg[data-plot]")].map(markerOf);
  if (words.length === 0 || drawings.length === 0) return;

  const told = document.createElement("p");
  told.className = "govuk-body app-small app-chart__value";
  told.tabIndex = 0;
  told.setAttribute("role", "slider");
  told.setAttribute("aria-label", figure.querySelector("figcaption").firstElementChild.textContent);
  told.setAttribute("aria-valuemin", "1");
  told.setAttribute("aria-valuemax", String(words.length));
  let at = words.length - 1;

  const show = (index) => {
    at = Math.min(Math.max(index, 0), words.length - 1);
    told.textContent = words[at];
    told.setAttribute("aria-valuenow", String(at + 1));
    told.setAttribute("aria-valuetext", words[at]);
  };
  const mark = (isSeen) => {
    for (const { marker, left, right } of drawings) {
      const x = left + ((right - left) * at) / Math.max(words.length - 1, 1);
      marker.setAttribute("x1", String(x));
      marker.setAttribute("x2", String(x));
      marker.setAttribute("visibility", isSeen ? "visible" : "hidden");
    }
  };

  for (const { drawing, left, right } of drawings) {
    drawing.addEventListener("pointermove", (event) => {
      const box = drawing.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * drawing.viewBox.baseVal.width;
      show(Math.round(((x - left) / Math.max(right - left, 1)) * (words.length - 1)));
      mark(true);
    });
    drawing.addEventListener("pointerleave", () => mark(document.activeElement === told));
  }
  told.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(at + STEPS[event.key]);
    mark(true);
  });
  told.addEventListener("focus", () => mark(true));
  told.addEventListener("blur", () => mark(false));

  show(at);
  figure.append(told);
}

for (const figure of document.querySelectorAll("figure.app-chart")) help(figure);
