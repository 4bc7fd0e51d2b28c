// Search of the assumptions: a row stays when it holds every word typed.
const field = document.getElementById("assumption-search");
const rows = Array.from(document.querySelectorAll("table.assumptions tbody tr"));
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  document.getElementById("assumption-count").textContent = words.length ? `${shown} of ${rows.length}` : "";
});

const charts = Array.from(document.querySelectorAll(".plotly-graph-div"));

// On a narrow screen a chart's own legend leaves no room for the chart: buttons below it do the same.
function legendBelow(chart) {
  const list = document.createElement("div");
  list.className = "legend";
  const groups = new Map();
  chart.data.forEach((trace, index) => {
    const key = trace.legendgroup || index;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(index);
  });
  const named = Array.from(groups.values()).filter((indices) => indices.some((i) => listed(chart.data[i])));
  const rank = (indices) => Math.min(...indices.map((i) => chart.data[i].legendrank || 1000));
  named.sort((one, other) => rank(one) - rank(other)).forEach((indices) => list.append(button(chart, indices)));
  chart.closest("figure").insertBefore(list, chart.closest("figure").querySelector("figcaption"));
}

function listed(trace) {
  return trace.showlegend !== false && trace.name;
}

function button(chart, indices) {
  const trace = chart.data[indices.find((i) => listed(chart.data[i]))];
  const item = document.createElement("button");
  const colour = trace.mode && trace.mode.includes("lines") ? trace.line.color : trace.marker.color;
  item.innerHTML = '<span class="swatch"></span>';
  item.firstChild.style.background = colour;
  // Names are escaped once for the chart; as text they are unescaped again.
  item.append(new DOMParser().parseFromString(trace.name, "text/html").documentElement.textContent);
  let shown = trace.visible !== "legendonly";
  item.setAttribute("aria-pressed", shown);
  item.addEventListener("click", () => {
    shown = !shown;
    item.setAttribute("aria-pressed", shown);
    Plotly.restyle(chart, { visible: shown ? true : "legendonly" }, indices);
  });
  return item;
}

if (matchMedia("(max-width: 640px)").matches) {
  for (const chart of charts) {
    const change = { showlegend: false, "margin.r": 10 };
    if (chart.layout.xaxis.scaleanchor) {
      change.height = chart.clientWidth;
      chart.parentElement.style.height = `${change.height}px`;
    }
    if (chart.layout.showlegend !== false && chart.data.length > 1) legendBelow(chart);
    Plotly.relayout(chart, change);
  }
}

// A finger scrolls the page, not the chart.
if (matchMedia("(pointer: coarse)").matches) charts.forEach((chart) => Plotly.relayout(chart, { dragmode: false }));

// Paper has its own width, and shows what is folded away on the screen.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  charts.forEach((chart) => Plotly.Plots.resize(chart));
});
