/* Charts: the drawings that came with the page are replaced, for the chosen claim, by live ones
   that fit the width they have and answer to the pointer. The expressions in them run in Vega's
   interpreter, so that the page needs no permission to make code. */
const drawn = new Map();
const LEFT = 42;
const RIGHT = 10;

/** The events of a finding as points of its map; the same sums as mapping.py. */
function pointsOf(key) {
  const map = data.findings[key].map;
  if (map.events) return map.events;
  return shownEvents(key)
    .filter((row) => row.lon !== null && row.y !== null && row.role !== "unplaced")
    .map((row) => ({
      x: map.past && row.lon < 0 ? row.lon + 360 : row.lon,
      y: row.y,
      role: row.role,
      as: data.roles[row.role],
      place: `${row.place} (${row.precision})`,
      n: 1,
      dead: Math.max(0, row.best),
    }));
}

/** The names that overlap nothing at this width; the same choice as names_that_fit in geometry.py. */
function fitting(names, taken, ends, width) {
  const unit = (ends.x1 - ends.x0) / width;
  const box = ({ x, y, text }) =>
    [x - 4 * unit, y - 8 * unit, x + (12 + 5.6 * text.length) * unit, y + 8 * unit];
  const boxes = taken.map(box);
  return names.filter((name) => {
    const [left, bottom, right, top] = box(name);
    const inside = name.x >= ends.x0 && right <= ends.x1 && name.y >= ends.y0 && name.y <= ends.y1;
    if (!inside || boxes.length - taken.length >= 7) return false;
    if (boxes.some(([l, b, r, t]) => left < r && right > l && bottom < t && top > b)) return false;
    boxes.push([left, bottom, right, top]);
    return true;
  });
}

/** The land of a view point by point, and the sea around it; both are empty on invented ground. */
function groundOf(view) {
  if (view.land === null) return { land: [], sea: [] };
  const { x0, x1, y0, y1 } = view.params;
  return {
    land: data.lands[view.land].flatMap((ring, n) => ring.map(([x, y], i) => ({ x, y, ring: n, i }))),
    sea: [{ x: x0, x2: x1, y: y0, y2: y1 }],
  };
}

function specOf(canvas, key) {
  const kind = canvas.dataset.chart;
  const spec = structuredClone(data.specs[kind]);
  spec.width = Math.max(160, Math.min(canvas.clientWidth, 736) - LEFT - RIGHT);
  if (kind === "timeline") {
    spec.height = Math.round(Math.max(84, Math.min(130, spec.width * 0.22)));
    spec.datasets = data.findings[key].timeline;
    return spec;
  }
  const map = data.findings[key].map;
  const view = map.views[canvas.dataset.view || "all"];
  spec.height = Math.round(spec.width * Number(canvas.dataset.ratio));
  spec.params = Object.entries(view.params).map(([name, value]) => ({ name, value }));
  spec.datasets = {
    ...groundOf(view), countries: view.countries, rings: map.rings, anchors: map.anchors, events: pointsOf(key), bar: view.bar,
    names: fitting(view.names, [...map.anchors, ...view.bar], view.params, spec.width),
  };
  return spec;
}

async function drawOne(canvas) {
  const key = canvas.closest(".finding").dataset.finding;
  const width = canvas.clientWidth;
  if (!width || !window.vegaEmbed) return;
  const before = drawn.get(canvas);
  if (before && before.width === width && before.view === canvas.dataset.view) return;
  drawn.set(canvas, { width, view: canvas.dataset.view });
  // The figure around it says in words what the chart shows; marks one by one would only repeat it.
  const place = make("div", { "aria-hidden": "true" });
  const { view } = await window.vegaEmbed(place, specOf(canvas, key), {
    mode: "vega-lite", ast: true, actions: false, renderer: "svg",
    defaultStyle: false, tooltip: { disableDefaultStyle: true },
  });
  before?.live?.finalize();
  drawn.set(canvas, { width, view: canvas.dataset.view, live: view });
  if (canvas.dataset.chart === "timeline") listenToBrush(view, canvas.closest(".finding"));
  canvas.replaceChildren(place);
}

const asDay = (time) => new Date(time).toISOString().slice(0, 10);

/** Days that are drawn over on the timeline are the days that table and map show. */
function listenToBrush(view, finding) {
  if (!find(".between", finding)) return;
  view.addSignalListener("brush", rested((name, { x }) => {
    // A drawn stretch that ends in the night between two days ends with the first of them.
    if (x && x.length) narrow(finding, { from: asDay(x[0]), to: asDay(x[x.length - 1] - 1) });
    else if (!x) narrow(finding, { from: "", to: "" });
  }));
}

/** The live map of a finding takes the events that are shown now. */
function showPoints(finding) {
  const canvas = find("[data-chart=map]", finding);
  const key = finding.dataset.finding;
  const view = canvas && drawn.get(canvas)?.live;
  if (view && !data.findings[key].map.events) view.data("events", pointsOf(key)).runAsync();
}

/** Draw the charts of a claim that can be seen now. */
function drawCharts(claim) {
  if (!window.vegaEmbed) return;
  for (const canvas of findAll(".finding:not([hidden]) .canvas[data-chart]", claim)) drawOne(canvas);
}

function startCharts() {
  for (const views of findAll(".views")) {
    const canvas = find(".canvas", views.closest("figure"));
    views.hidden = false;
    for (const button of findAll("button", views)) {
      button.addEventListener("click", () => {
        for (const other of findAll("button", views)) {
          other.setAttribute("aria-pressed", String(other === button));
        }
        canvas.dataset.view = button.dataset.view;
        drawOne(canvas);
      });
    }
  }
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => claims[chosen] && drawCharts(claims[chosen]), 150);
  });
}
