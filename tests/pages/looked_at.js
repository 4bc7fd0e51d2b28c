// What is wrong with a page as it is shown: a list of sentences.
() => {
  const found = [];
  const visible = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const named = (element) => `${element.tagName.toLowerCase()} "${(element.textContent || "").trim().slice(0, 50)}"`;
  const root = document.documentElement;

  if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);
  const wide = (element) => element.closest(".scroll") === null || element.classList.contains("scroll");
  for (const element of document.querySelectorAll("main *")) {
    if (!visible(element) || !wide(element) || element.closest("svg")) continue;
    const { left, right } = element.getBoundingClientRect();
    if (right > innerWidth + 1 || left < -1) found.push(`${named(element)} goes from ${left} to ${right} of ${innerWidth}`);
  }
  for (const box of document.querySelectorAll(".scroll")) {
    if (!visible(box) || box.scrollWidth <= box.clientWidth + 1) continue;
    const cue = box.nextElementSibling;
    if (!cue || !cue.classList.contains("cue") || !visible(cue)) found.push(`no cue of columns beyond ${named(box)}`);
    if (box.tabIndex !== 0) found.push(`the keyboard cannot move ${named(box)}`);
  }

  // Figures: drawn, named, their words whole and not over one another.
  for (const plot of document.querySelectorAll(".drawing")) {
    const name = plot.id;
    if (!plot.querySelector(plot.classList.contains("in-space") ? "canvas" : ".main-svg .trace, .main-svg .heatmaplayer image")) found.push(`${name} is not drawn`);
    if (!(plot.getAttribute("aria-label") || "").startsWith("Chart")) found.push(`${name} has no words in its place`);
    if (plot.scrollWidth > plot.clientWidth + 1) found.push(`${name} is wider than its place`);
    const frame = plot.getBoundingClientRect();
    const texts = Array.from(plot.querySelectorAll("svg text")).filter((each) => each.textContent.trim() && !each.closest(".modebar"));
    const boxes = texts.map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    for (const [text, box] of boxes) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        found.push(`${name}: "${text.textContent}" is cut off: ${[box.left - frame.left, frame.right - box.right, box.top - frame.top, frame.bottom - box.bottom].map(Math.round)}`);
      }
    }
    boxes.forEach(([one, a], place) => boxes.slice(place + 1).forEach(([other, b]) => {
      const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
      if (over && !one.contains(other)) found.push(`${name}: "${one.textContent}" lies over "${other.textContent}"`);
    }));
  }

  for (const drawn of document.querySelectorAll("svg, canvas")) {
    if (!drawn.closest("[role=img][aria-label], [aria-hidden=true]")) found.push(`${drawn.id || drawn.outerHTML.slice(0, 60)} has no name and is not hidden`);
  }
  // A row is no higher than what is seen of it, whatever lies beyond the edge.
  const height = (cell) => { const range = document.createRange(); range.selectNodeContents(cell); return range.getBoundingClientRect().height; };
  for (const row of document.querySelectorAll("tbody tr")) {
    if (!visible(row)) continue;
    const seen = Array.from(row.cells).filter((cell) => cell.getBoundingClientRect().left < innerWidth - 20);
    const empty = row.getBoundingClientRect().height - Math.max(...seen.map(height));
    if (empty > 100 && getComputedStyle(row).display === "table-row") found.push(`${named(row)} has ${Math.round(empty)} pixels of nothing`);
  }

  // Buttons: none over another, or over a figure.
  const buttons = Array.from(document.querySelectorAll("button")).filter((each) => visible(each) && !each.closest(".modebar"));
  const things = [...buttons, ...document.querySelectorAll(".drawing")];
  buttons.forEach((button, place) => things.slice(place + 1).forEach((other) => {
    const a = button.getBoundingClientRect(), b = other.getBoundingClientRect();
    if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1) {
      found.push(`${named(button)} lies over ${named(other)}`);
    }
  }));

  // Contrast of all text: WCAG 2.2, 1.4.3, level AA.
  const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((each) => each / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || ["SCRIPT", "STYLE"].includes(element.tagName) || !visible(element)) continue;
    const style = getComputedStyle(element);
    const ink = parts(element.closest("svg") ? style.fill : style.color);
    const paper = behind(element.closest(".drawing") || element);
    const [high, low] = [luminance(ink), luminance(paper)].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const key = `${ink} on ${paper}`;
    if (contrast < (large ? 3 : 4.5) && !seen.has(key)) {
      seen.add(key);
      found.push(`${named(element)}: ${key} has a contrast of ${contrast.toFixed(2)}`);
    }
  }
  return found;
}
