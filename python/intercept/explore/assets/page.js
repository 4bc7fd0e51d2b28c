// What the page does by itself: it says what each slider shows, keeps the address, and asks for what the sliders show.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let number = 0;
  const shown = (value) => String(Number(value));
  const ask = (...given) => {
    const [values, curve, , page, sliders] = [given.slice(0, -4), ...given.slice(-4)];
    const moved = sliders
      .map(({ key, value }, k) => ({ key, value, now: Number(values[k]) }))
      .filter(({ value, now }) => now !== value)
      .map(({ key, now }) => `${encodeURIComponent(key)}=${shown(now)}`);
    if (curve && curve !== page.curve) {
      moved.push(`curve=${encodeURIComponent(curve)}`);
    }
    const address = moved.join("&");
    const after = address ? `?${address}` : "";
    window.history.replaceState(null, "", `${window.location.pathname}${after}`);
    number += 1;
    const asked = { page: page.page, number, address, dark: dark.matches };
    return [asked, `scenario.toml${after}`, ...values.map(shown)];
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { explore: { ask } });
  dark.addEventListener("change", () => window.dash_clientside.set_props("dark", { data: dark.matches }));
})();
