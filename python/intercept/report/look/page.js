const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 640px)");
const coarse = matchMedia("(pointer: coarse)");
const figures = [];
let printing = false;

function make(tag, words, css) {
  const element = document.createElement(tag);
  if (words) element.textContent = words;
  if (css) element.className = css;
  return element;
}

// Names are escaped once for the chart; as text they are unescaped again.
const plain = (marked) => new DOMParser().parseFromString(marked, "text/html").documentElement.textContent;

// A value with each colour as it is on a dark screen.
function recoloured(value, colours) {
  if (typeof value === "string") return colours[value] || value.replace(/#[0-9a-f]{6}\b/g, (each) => colours[each] || each);
  if (typeof value !== "object" || value === null || value.bdata) return value;
  // Of numbers alone; a scale of colours is pairs of a number and a colour.
  if (typeof value[0] === "number" && typeof value[value.length - 1] === "number") return value;
  if (Array.isArray(value)) return value.map((each) => recoloured(each, colours));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, recoloured(each, colours)]));
}

// The width of a figure on A4: one of two in a row, beside its words, or across.
function onPaper(plot) {
  if (plot.closest(".charts:not(.one)")) return 470;
  const next = plot.closest("figure").nextElementSibling;
  return next && next.classList.contains("finding") ? 640 : 1200;
}

// Words in lines of so many letters; what is written within <> does not count.
function wrapped(words, letters) {
  let length = 0;
  return words.split(" ").map((word) => {
    const own = word.replace(/<[^>]*>/g, "").length;
    const broken = length > 0 && length + 1 + own > letters;
    length = word.includes("<br>") ? own : broken ? own : length + 1 + own;
    return (broken ? "<br>" : " ") + word;
  }).join("").trim().replace(/^<br>/, "");
}

// A figure on a narrow screen: names and titles take more lines, maps are as high as wide.
function fitted(made, width) {
  const { layout, data } = made;
  layout.margin.r = 10;
  if (layout.xaxis && layout.xaxis.scaleanchor) layout.height = Math.max(width, 320);
  if (layout.scene) {
    layout.height = 320;
    layout.scene.camera.eye = farther(layout.scene.camera.eye);
    for (const axis of ["xaxis", "yaxis", "zaxis"].map((name) => layout.scene[name])) {
      Object.assign(axis, { tickfont: { size: 9 }, nticks: 5, title: { ...axis.title, font: { size: 10 } } });
    }
  }
  for (const trace of data.filter((each) => each.colorbar)) {
    Object.assign(trace.colorbar, { orientation: "h", x: 0.5, xanchor: "center", y: 1.02, yanchor: "bottom", len: 0.9, thickness: 8, nticks: 5 });
    layout.height += 60;
    layout.margin.t += 60;
  }
  const names = Object.entries(layout).filter(([each]) => each.startsWith("yaxis")).flatMap(([, axis]) => axis.ticktext || []);
  const beside = Math.max(45, ...names.map((each) => 4.6 * Math.min(each.length, 26)));
  for (const note of layout.annotations || []) {
    if (note.xref === "paper" && note.xanchor === "left") {
      // A heading has the whole width; a note on a row stands among its marks.
      const letters = (note.font || {}).size < 12 ? 44 : 58;
      Object.assign(note, { xshift: letters === 44 ? -45 : -beside, align: "left", text: wrapped(note.text, letters), font: { ...note.font, size: 10.5 } });
    }
  }
  for (const [name, axis] of Object.entries(layout).filter(([each]) => /^[xy]axis/.test(each))) {
    if (axis.title && axis.title.text) axis.title.text = wrapped(axis.title.text, name.startsWith("x") ? 30 : 26);
    // Of a clock there may be one more than are asked for.
    if (name.startsWith("x")) axis.nticks = Math.min(axis.nticks || 5, axis.type === "date" ? 3 : 5);
    if (name.startsWith("y")) {
      const own = data.filter((trace) => (trace.yaxis || "y").replace("y", "yaxis") === name && Array.isArray(trace.y));
      const names = [...new Set(own.flatMap((trace) => trace.y).filter((each) => typeof each === "string"))];
      const [letters, size] = names.length > 8 ? [26, 9.5] : [16, 11];
      if (names.length) Object.assign(axis, { tickvals: names, ticktext: names.map((each) => wrapped(each, letters)), tickfont: { size } });
      else if (axis.ticktext) Object.assign(axis, { ticktext: axis.ticktext.map((each) => wrapped(each, 26)), tickfont: { size: 9.5 } });
    }
  }
}

const farther = (eye) => Object.fromEntries(Object.entries(eye).map(([axis, value]) => [axis, 1.45 * value]));

const shownDark = () => dark.matches && !printing;

function spec(figure) {
  const made = shownDark() ? recoloured(figure.made, figure.dark) : structuredClone(figure.made);
  made.data.forEach((trace, place) => { trace.visible = figure.visible[place]; });
  made.layout.showlegend = false;
  made.layout.uirevision = "kept";
  made.layout.updatemenus = [];
  if (narrow.matches && !printing) fitted(made, figure.plot.clientWidth);
  // A finger scrolls the page, not the chart.
  if (coarse.matches) made.layout.dragmode = false;
  if (printing) made.layout.width = onPaper(figure.plot);
  figure.plot.style.height = `${made.layout.height}px`;
  return made;
}

const PLANE = ["toImage", "zoom2d", "pan2d", "resetScale2d"];

async function draw(figure) {
  const { data, layout } = spec(figure);
  // Named one by one: the library's own set changes, and has had buttons that send data to a server.
  const buttons = layout.scene ? ["toImage", "resetCameraDefault3d"] : PLANE;
  const config = { responsive: true, displaylogo: false, modeBarButtons: [buttons], toImageButtonOptions: { format: "svg" } };
  await Plotly.react(figure.plot, data, layout, config);
  if (layout.meta && layout.meta.scale_bar) scaleBar(figure);
  document.querySelectorAll(`[data-of="${figure.plot.id}"] .swatch`).forEach((swatch) => {
    swatch.style.setProperty("--own", shownDark() ? figure.dark[swatch.dataset.colour] || swatch.dataset.colour : swatch.dataset.colour);
  });
}

// A bar of a round length, a fifth to a half of the map's width, at whatever scale it is drawn.
function scaleBar(figure) {
  const { xaxis, yaxis } = figure.plot._fullLayout;
  const [low, high] = xaxis.range;
  const power = 10 ** Math.floor(Math.log10((high - low) / 4));
  const length = [5, 2, 1].map((each) => each * power).find((each) => each <= (high - low) / 4);
  const from = xaxis.domain[0] + 0.03 * (xaxis.domain[1] - xaxis.domain[0]);
  const to = from + (length / (high - low)) * (xaxis.domain[1] - xaxis.domain[0]);
  const ink = figure.plot._fullLayout.font.color;
  const words = `${length.toLocaleString("en-GB")} ${figure.plot.layout.meta.scale_bar}`;
  const place = { xref: "paper", yref: "paper" };
  const up = yaxis.domain[0] + 0.035 * (yaxis.domain[1] - yaxis.domain[0]);
  Plotly.relayout(figure.plot, {
    shapes: [{ type: "line", x0: from, x1: to, y0: up, y1: up, line: { color: ink, width: 3 }, ...place }],
    annotations: [{ text: words, x: (from + to) / 2, y: up, yanchor: "bottom", yshift: 4, showarrow: false, ...place,
      bgcolor: figure.plot._fullLayout.paper_bgcolor, font: { size: 12 } }],
  });
}

const listed = (trace) => trace.showlegend !== false && trace.name;

// The legend as buttons above the chart, a row for each group that has a title, which turns all of it on and off.
function legend(figure) {
  const { data, layout } = figure.made;
  if (layout.showlegend === false || data.filter(listed).length < 2) return;
  const groups = new Map();
  data.forEach((trace, place) => {
    const key = trace.legendgroup || place;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(place);
  });
  const rank = (places) => Math.min(...places.map((place) => data[place].legendrank || 1000));
  const named = Array.from(groups.values()).filter((places) => places.some((place) => listed(data[place])));
  const rows = new Map();
  named.sort((one, other) => rank(one) - rank(other)).forEach((places) => {
    const titled = places.map((place) => data[place].legendgrouptitle).find((title) => title && title.text);
    const title = titled ? titled.text : "";
    if (!rows.has(title)) rows.set(title, []);
    rows.get(title).push(entry(figure, places));
  });
  rows.forEach((entries, title) => figure.bars.push(row(figure, title, entries)));
}

function entry(figure, places) {
  const trace = figure.made.data[places.find((place) => listed(figure.made.data[place]))];
  const button = make("button");
  const lines = trace.mode && trace.mode.includes("lines");
  const swatch = make("span", "", lines ? `swatch line ${(trace.line || {}).dash || ""}` : `swatch ${trace.mode || ""}`.replace("markers", "marker"));
  const colour = trace.fillcolor || (lines ? trace.line : trace.marker).color;
  swatch.dataset.colour = Array.isArray(colour) ? colour[0] : colour;
  if (trace.fillcolor) swatch.className = "swatch";
  button.append(swatch, plain(trace.name));
  const show = (shown) => {
    places.forEach((place) => { figure.visible[place] = shown ? true : "legendonly"; });
    button.setAttribute("aria-pressed", shown);
  };
  const isShown = () => figure.visible[places[0]] !== "legendonly";
  show(isShown());
  button.addEventListener("click", () => { show(!isShown()); draw(figure); });
  return { button, show, isShown };
}

function row(figure, title, entries) {
  const bar = make("div", "", "bar");
  bar.dataset.of = figure.plot.id;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", title ? plain(title) : "Legend");
  if (title) {
    const all = make("button", plain(title));
    const told = () => all.setAttribute("aria-pressed", entries.every((each) => each.isShown()));
    all.addEventListener("click", () => {
      const shown = !entries.every((each) => each.isShown());
      entries.forEach((each) => each.show(shown));
      told();
      draw(figure);
    });
    entries.forEach((each) => each.button.addEventListener("click", told));
    told();
    all.className = "all";
    bar.append(all);
    if (entries.length > 1 && !entries.some((each) => each.isShown())) return folded(bar, entries);
  }
  bar.append(...entries.map((each) => each.button));
  return bar;
}

// A layer that is not shown at first has its classes behind a button.
function folded(bar, entries) {
  const more = make("button", `${entries.length} classes …`);
  more.setAttribute("aria-expanded", "false");
  const inside = make("span", "", "bar");
  inside.hidden = true;
  inside.append(...entries.map((each) => each.button));
  more.addEventListener("click", () => {
    inside.hidden = !inside.hidden;
    more.setAttribute("aria-expanded", String(!inside.hidden));
  });
  bar.append(more, inside);
  return bar;
}

// Switches between ways to draw the same, and of a scene's camera.
function switches(figure) {
  for (const menu of figure.made.layout.updatemenus || []) {
    const bar = make("div", "", "bar switch");
    const buttons = menu.buttons.map((each, place) => {
      const button = make("button", each.label);
      button.setAttribute("aria-pressed", place === (menu.active || 0));
      button.addEventListener("click", () => {
        buttons.forEach((other) => other.setAttribute("aria-pressed", other === button));
        const [traces, layout] = each.method === "relayout" ? [{}, each.args[0]] : each.args;
        keep(figure.made, traces, layout);
        figure.made.layout.uirevision = Math.random();
        draw(figure);
      });
      return button;
    });
    bar.append(...buttons);
    figure.bars.push(bar);
  }
}

// What a switch changed holds when the figure is drawn again.
function keep(made, traces, layout) {
  Object.entries(traces).forEach(([name, values]) => values.forEach((value, place) => {
    if (value !== null && value !== undefined) made.data[place][name] = value;
  }));
  Object.entries(layout).forEach(([path, value]) => {
    const parts = path.split(".");
    const last = parts.pop();
    const within = parts.reduce((found, part) => (found[part] = found[part] || {}), made.layout);
    within[last] = value;
    if (last === "autorange") delete within.range;
    if (last === "range") delete within.autorange;
  });
}

async function prepared(plot) {
  const { figure: made, dark: colours } = summed(JSON.parse(await unpacked(plot.nextElementSibling)));
  const figure = { plot, made, dark: colours, bars: [], visible: made.data.map((trace) => (trace.visible === undefined ? true : trace.visible)) };
  switches(figure);
  legend(figure);
  plot.before(...figure.bars);
  // Legend and switches stand above: no room is left for them within.
  const spare = Math.max((made.layout.margin || {}).t - 28, 0) || 0;
  if (figure.bars.length && spare) {
    made.layout.margin.t -= spare;
    made.layout.height -= spare;
  }
  plot.textContent = "";
  return figure;
}

// The page counts as loaded once its figures are drawn: what prints or pictures it on loading, as a browser without a
// window does, waits for them. A document within that is not closed is what is still to come.
function loading() {
  const frame = make("iframe");
  frame.hidden = true;
  document.body.append(frame);
  frame.contentDocument.open();
  return () => { frame.contentDocument.close(); frame.remove(); };
}

const undrawn = (place, why) => place.replaceChildren(make("p", why, "soft"));

async function drawAll() {
  if (!("DecompressionStream" in window)) {
    document.querySelectorAll(".drawing, .packed").forEach((place) => undrawn(place, "This needs a browser of 2023 or later."));
    return;
  }
  for (const place of document.querySelectorAll(".packed")) place.innerHTML = await unpacked(place.querySelector("script"));
  document.querySelectorAll(".search").forEach(searched);
  cues();
  const script = make("script");
  script.textContent = await unpacked(document.getElementById("plotly"));
  document.head.append(script);
  const webgl = () => Boolean(make("canvas").getContext("webgl"));
  const later = new IntersectionObserver((entries) => entries.filter((each) => each.isIntersecting).forEach(async (each) => {
    later.unobserve(each.target);
    await start(each.target);
  }), { rootMargin: "400px" });
  for (const plot of document.querySelectorAll(".drawing")) {
    if (!plot.classList.contains("in-space")) await start(plot);
    else if (webgl()) later.observe(plot);
    else undrawn(plot, "This view needs WebGL, which this browser does not have.");
  }
  document.documentElement.dataset.figures = "drawn";
}

async function start(plot) {
  const figure = await prepared(plot);
  figures.push(figure);
  await draw(figure);
  // What the library measures letters with says nothing.
  document.querySelectorAll("#js-plotly-tester").forEach((each) => each.setAttribute("aria-hidden", "true"));
  plot.on("plotly_relayout", (change) => {
    const moved = Object.keys(change).some((name) => name.startsWith("xaxis"));
    if (moved && figure.made.layout.meta && figure.made.layout.meta.scale_bar) scaleBar(figure);
  });
}

const redraw = () => Promise.all(figures.map(draw));
dark.addEventListener("change", redraw);
narrow.addEventListener("change", redraw);

// On paper nothing can be opened: it is open already.
const opened = new Set();
addEventListener("beforeprint", () => {
  printing = true;
  document.querySelectorAll("details:not([open])").forEach((details) => { opened.add(details); details.open = true; });
  redraw();
});
addEventListener("afterprint", () => {
  printing = false;
  opened.forEach((details) => { details.open = false; });
  opened.clear();
  redraw();
});

// Tables that are wider than the window say so.
function cues() {
  document.querySelectorAll(".scroll").forEach((box) => {
    if (!box.nextElementSibling || !box.nextElementSibling.classList.contains("cue")) {
      box.after(make("p", "The table goes on to the right: move it sideways.", "cue"));
    }
    const wide = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("wide", wide);
    // Only what moves is a stop of the keyboard.
    box.tabIndex = wide ? 0 : -1;
    if (wide) { box.setAttribute("role", "region"); box.setAttribute("aria-label", "Table, can be moved sideways"); }
  });
}
addEventListener("resize", cues);
document.querySelectorAll("details").forEach((details) => details.addEventListener("toggle", cues));
cues();

// Search of a table: a row stays when it holds every word typed, and has a chosen confidence.
function searched(search) {
  const field = search.querySelector("input");
  const rows = Array.from(search.parentElement.querySelectorAll("tbody tr"));
  const grades = Array.from(search.querySelectorAll("button"));
  const find = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = grades.filter((each) => each.getAttribute("aria-pressed") === "true").map((each) => each.dataset.grade);
    let shown = 0;
    for (const each of rows) {
      const text = each.textContent.toLowerCase();
      const graded = grades.length === 0 || chosen.some((grade) => each.querySelector(`.chip.${grade}`));
      each.hidden = !(graded && words.every((word) => text.includes(word)));
      shown += each.hidden ? 0 : 1;
    }
    search.querySelector("output").textContent = `${shown} of ${rows.length} shown`;
  };
  field.addEventListener("input", find);
  grades.forEach((each) => each.addEventListener("click", () => {
    each.setAttribute("aria-pressed", each.getAttribute("aria-pressed") !== "true");
    find();
  }));
  find();
}

// Files that are packed into the page are saved as they are.
for (const button of document.querySelectorAll("button.save")) {
  button.addEventListener("click", async () => {
    const link = make("a");
    const text = await unpacked(button.parentElement.querySelector("script"));
    const columns = Number(button.dataset.columns);
    link.href = URL.createObjectURL(new Blob([columns ? byRows(text, columns) : text], { type: "text/plain" }));
    link.download = button.dataset.file;
    link.click();
    // Some browsers read it only after the click.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

drawAll().finally(loading());
