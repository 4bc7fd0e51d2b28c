// What the page does by itself: it says what each slider shows, keeps the address, and asks for what the sliders show.
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const gone =
    "The explorer has ended, or cannot be reached: the numbers and figures are not of the sliders as they stand." +
    " Start it again with intercept explore SCENARIO";
  let number = 0;
  let opened = null;
  let ended = false;
  const tell = (name, props) => window.dash_clientside.set_props(name, props);
  // The numbers of an earlier position stay in sight, but pale, and nothing says that they are an answer.
  const reached = (answered) => {
    if (answered && !ended) {
      return;
    }
    ended = !answered;
    document.body.classList.toggle("ended", ended);
    const state = window.location.search.slice(1);
    const again = state && ` --state '${state}', which keeps the sliders where they stand`;
    tell("ended", { children: ended ? `${gone}${again}.` : "" });
  };
  // Everything that is asked goes through here; another explorer at the same port refuses who has not its address.
  const fetched = window.fetch;
  window.fetch = async (...given) => {
    try {
      const answer = await fetched(...given);
      reached(answer.status !== 403);
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") {
        reached(false);
      }
      throw error;
    }
  };
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
    // What was wrong with the address as it was opened is no longer so when anything is moved.
    opened ??= address;
    if (address !== opened) {
      tell("alert", { children: "" });
    }
    const asked = { page: page.page, number, address, dark: dark.matches };
    return [asked, `scenario.toml${after}`, ...values.map(shown)];
  };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { explore: { ask } });
  dark.addEventListener("change", () => window.dash_clientside.set_props("dark", { data: dark.matches }));
})();
