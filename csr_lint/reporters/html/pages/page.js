// The address tells what is shown: #overview, #calls&agent=Ana&rule=EMP001, #call-HANDLE&turn=5.
const read = () => {
  const state = { view: "" };
  for (const part of location.hash.slice(1).split("&")) {
    const at = part.indexOf("=");
    if (at < 0) state.view = part || state.view;
    else {
      try {
        state[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1).replaceAll("+", " "));
      } catch {
        continue; // a broken address names nothing
      }
    }
  }
  return state;
};
const written = (state) => "#" + [state.view, ...[...KEYS, "turn"].filter((key) => state[key]).map((key) => `${key}=${encodeURIComponent(state[key])}`)].filter(Boolean).join("&");
const alone = document.body.hasAttribute("data-one-call") ? [...packs.keys()][0] : null;
const title = document.title;
let listAddress = "#calls";
let onPage = null;
const stepsOf = (name) => {
  if (alone) return null;
  const at = visible.findIndex((line) => line.page === name);
  const link = (line, words) => (line ? make("a", { href: `#call-${line.page}` }, words) : null);
  return make("nav", { class: "steps", "aria-label": "Calls" }, make("a", { href: listAddress }, "Back to the calls"), make("span"),
    link(visible[at - 1], "Previous call"), at < 0 ? null : link(visible[at + 1], "Next call"));
};
const callOf = async (name) => {
  const missing = (title, words) => [make("h1", { id: "call-name", tabindex: "-1" }, title), make("p", {}, words, " ", alone ? null : make("a", { href: "#calls" }, "All calls"))];
  try {
    const call = await pageOf(name);
    const to = (turn) => (alone ? written({ turn }) : written({ view: `call-${name}`, turn }));
    return call ? [call.id, callView(call, to, stepsOf(name))] : ["No such call", missing("There is no such call", "")];
  } catch {
    return ["Not opened", missing("This call cannot be opened", "The report's file is not whole, or this browser is too old to unpack it.")];
  }
};
const goTo = (turn) => {
  for (const row of document.querySelectorAll(".row.here")) row.classList.remove("here");
  const row = turn && /^\d+$/.test(turn) ? byId(`turn-${turn}`) : null;
  if (row) {
    row.classList.add("here");
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  }
  return row !== null;
};
let shows = 0;
let lastCall = null;
// Back in the list one goes on where one was; elsewhere one begins at the top.
const arrive = (view) => {
  const from = view === "calls" && visible.find((line) => line.page === lastCall);
  const place = from ? from.row.querySelector("a") : byId(`${view}-name`);
  place.focus({ preventScroll: true });
  if (from) place.scrollIntoView({ block: "center" });
  else window.scrollTo(0, 0);
};
const show = async (first) => {
  const state = alone ? { ...read(), view: `call-${alone}` } : read();
  if (state.view === "main") return;
  if (lines.length === 1 && packs.size && !location.hash) state.view = `call-${lines[0].page}`; // of one call there is no overview worth a look
  const mine = ++shows;
  const name = state.view.startsWith("call-") ? state.view.slice(5) : null;
  const view = name !== null ? "call" : state.view === "calls" || KEYS.some((key) => state[key]) ? "calls" : "overview";
  const same = onPage === (name ?? view);
  byId("main").setAttribute("aria-busy", "true");
  if (view === "calls") {
    listAddress = written({ ...state, view: "calls", turn: "" });
    await showList(state);
  }
  const made = name !== null && !same ? await callOf(name) : null;
  if (mine !== shows) return; // one has gone on meanwhile
  if (made) {
    byId("call").replaceChildren();
    put(byId("call"), made[1]);
  }
  document.body.dataset.ready = "";
  byId("main").removeAttribute("aria-busy");
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== view;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!alone && !(name !== null && same)) document.title = made ? `${made[0]} · ${title}` : title;
  onPage = name ?? view;
  if (!goTo(state.turn) && !first && !same) arrive(view);
  if (name !== null) lastCall = name;
};
const filter = () => {
  const state = { ...read(), view: "calls", turn: "" };
  for (const key of KEYS) if (form.elements[key]) state[key] = form.elements[key].value;
  listAddress = written(state);
  history.replaceState(null, "", listAddress);
  showList(state);
};
const clear = () => {
  listAddress = "#calls";
  history.replaceState(null, "", listAddress);
  showList({});
};
if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", (event) => { event.preventDefault(); clear(); });
  byId("nothing").querySelector("button").addEventListener("click", () => { clear(); form.elements.q.focus(); });
  for (const head of list.tHead.querySelectorAll("th")) {
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const state = { ...read(), view: "calls" };
      const [up, down] = [head.dataset.sort, `-${head.dataset.sort}`];
      state.sort = state.sort === up ? down : state.sort === down ? "" : up;
      listAddress = written(state);
      history.replaceState(null, "", listAddress);
      showList(state);
    });
  }
}
const light = (event, on) => {
  const told = event.target.closest && event.target.closest("[data-remark]");
  if (!told) return;
  for (const mark of document.querySelectorAll("mark[data-of]")) {
    if (mark.dataset.of.split(" ").includes(told.dataset.remark)) mark.classList.toggle("lit", on);
  }
};
byId("call").addEventListener("mouseover", (event) => light(event, true));
byId("call").addEventListener("mouseout", (event) => light(event, false));
const theme = byId("theme");
const night = window.matchMedia("(prefers-color-scheme: dark)");
const kept = () => { try { return localStorage.getItem("csr-lint-theme"); } catch { return null; } };
const dress = () => {
  const dark = (kept() || (night.matches ? "dark" : "light")) === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  theme.setAttribute("aria-pressed", String(dark));
};
theme.hidden = false;
theme.append(" theme");
theme.addEventListener("click", () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("csr-lint-theme", next); } catch { /* a browser that keeps nothing still switches */ }
  dress();
  document.documentElement.dataset.theme = next;
  theme.setAttribute("aria-pressed", String(next === "dark"));
});
night.addEventListener("change", dress);
dress();
window.addEventListener("hashchange", () => show(false));
show(true);
