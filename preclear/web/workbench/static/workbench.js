/* What the pages do beyond plain HTML: running clocks, live regions, keys. Every page works without this file, except for these.
   Nothing is kept in the browser's storage: machines are shared. The words come from the page (#words), never from here. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = JSON.parse(one("#words")?.textContent ?? "{}");
  const say = (key, facts = {}) => (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

  // 1. Clocks: the page's own time is the server's; the browser's clock only measures how long ago that was. -----------------

  const loadedAt = performance.now();
  const servedAt = Date.parse(document.documentElement.dataset.now);
  const now = () => servedAt + (performance.now() - loadedAt);

  const timeOfDay = (minutesAhead) => new Date(now() + minutesAhead * 60000).toISOString().slice(11, 16).replace(":", words.between ?? ":");

  const length = (minutes) => {
    const hours = Math.floor(minutes / 60);
    if (hours >= 48) return say("days", { d: Math.floor(hours / 24), h: hours % 24 });
    return hours ? say("hours", { h: hours, m: String(minutes % 60).padStart(2, "0") }) : say("minutes", { m: minutes });
  };

  const announced = new Map();
  function countdown(element) {
    const minutes = Math.floor((Date.parse(element.dataset.due) - now()) / 60000);
    const text = minutes < 0 ? say("late", { t: length(-minutes) }) : length(minutes);
    if (element.textContent !== text) element.textContent = text;
    const before = announced.get(element.dataset.due);
    announced.set(element.dataset.due, minutes);
    const crossed = element.dataset.name && [15, 5, 0].find((mark) => before > mark && minutes <= mark);
    if (crossed !== undefined && crossed !== "") one("#spoken").textContent = say("due_in", { name: element.dataset.name, t: text });
  }

  function tick() {
    for (const clock of all("[data-offset]")) clock.textContent = timeOfDay(Number(clock.dataset.offset));
    all("[data-due]").forEach(countdown);
    const ending = one(".session-end");
    if (ending && now() < Date.parse(ending.dataset.ends)) ending.hidden = Date.parse(ending.dataset.ends) - now() > 120000;
    else if (ending) ended(ending);
  }

  function ended(note) {
    note.hidden = false;
    all("[data-when]", note).forEach((part) => { part.hidden = part.dataset.when !== "ended"; });
  }

  // The session lasts on: said by the answer to a request that a person made, or by the window in which somebody signed in.
  function lasts(ends) {
    const note = one(".session-end");
    if (!note || !ends || Date.parse(ends) <= Date.parse(note.dataset.ends)) return;
    const focused = note.contains(document.activeElement);
    note.dataset.ends = ends;
    note.hidden = true;
    all("[data-when]", note).forEach((part) => { part.hidden = part.dataset.when !== "soon"; });
    if (focused) before?.focus();
    one("#spoken").textContent = say("stays");
    tick();
  }

  let before = null;
  document.addEventListener("focusin", (event) => { if (!event.target.closest(".session-end")) before = event.target; });
  document.addEventListener("htmx:afterRequest", (event) => lasts(event.detail.xhr.getResponseHeader("Preclear-Session-Ends")));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-beside]");
    if (link && window.open(link.href, "preclear-sign-in", "popup,width=560,height=760")) event.preventDefault();
  });
  if (window.BroadcastChannel && one(".session-end")) {
    new BroadcastChannel("preclear-session").addEventListener("message", ({ data }) => {
      if (data.officer === document.body.dataset.officer) lasts(data.ends);
      else if (one(".session-end").hidden === false) one("#other-officer").hidden = false;
    });
  }

  // 2. Live: one stream a page; it brings ids and versions, the page then asks for the region under its own rights. -----------

  const fresh = one(".fresh");
  let heard = null;
  function freshness() {
    if (!fresh || heard === null) return;
    const seconds = Math.round((performance.now() - heard) / 1000);
    fresh.className = seconds < 30 ? "fresh" : "fresh old";
    fresh.textContent = seconds < 30 ? say("live") : say("old", { t: seconds < 90 ? say("seconds", { s: seconds }) : length(Math.floor(seconds / 60)) });
  }

  const inUse = (region) => region.contains(document.activeElement)
    || (!getSelection().isCollapsed && region.contains(getSelection().anchorNode));

  function waiting(region) {
    const line = one(region.dataset.line ?? "#changed");
    if (!line) return;
    const changes = Number(line.dataset.changes ?? 0) + 1;
    line.dataset.changes = changes;
    one("[data-count]", line).textContent = say(changes === 1 ? "change" : "changes", { n: changes });
    line.classList.add("shown");
  }

  function changed(subject, version) {
    const regions = all(`[data-live~="${CSS.escape(subject)}"]`);
    const kind = subject.split(":")[0];
    if (!regions.length && document.body.dataset.expects?.split(" ").includes(kind)) waiting(document.body);
    for (const region of regions) {
      if (version !== undefined && Number(region.dataset.version) >= version) continue;
      if (region.dataset.own === String(version)) continue;
      if (region.hasAttribute("data-hold") || inUse(region)) {
        region.dataset.version = version;
        waiting(region);
      } else htmx.trigger(region, "live");
    }
  }

  function listen() {
    const address = document.body.dataset.stream;
    if (!address || !window.EventSource) return;
    const stream = new EventSource(address);
    stream.addEventListener("open", () => { heard = performance.now(); freshness(); });
    stream.addEventListener("beat", () => { heard = performance.now(); freshness(); });
    stream.addEventListener("message", (event) => {
      heard = performance.now();
      const { version, ...subjects } = JSON.parse(event.data);
      for (const [kind, id] of Object.entries(subjects)) changed(`${kind}:${id}`, version);
    });
    addEventListener("pagehide", () => stream.close());
  }

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401 && one(".session-end")) ended(one(".session-end"));
  });

  // 3. Keys: single ones act outside fields only and may be turned off; none of them decides or sends. -------------------------

  const typing = (target) => target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const rows = () => all("[data-row] a.opens");
  let chord = -Infinity;

  function step(by) {
    const links = rows();
    const at = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
    links[Math.min(Math.max(at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by, 0), links.length - 1)]?.focus();
  }

  function use(element) {
    if (!element) return false;
    if (element.matches("a, button, summary")) element.click();
    else {
      element.scrollIntoView({ block: "start" });
      element.focus({ preventScroll: true });
    }
    return true;
  }

  function press(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = one("form[data-ctrl-enter]");
      if (form) { event.preventDefault(); form.requestSubmit(one("[data-main]", form) ?? undefined); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") {
      if (one("dialog[open]")) return;
      const menu = one("details[data-menu][open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); return; }
      if (typing(event.target)) event.target.blur();
      else use(one("[data-key=Escape]"));
      return;
    }
    if (document.body.dataset.keys !== "on" || typing(event.target) || one("dialog[open]")) return;
    const key = event.key.toLowerCase();
    let done = true;
    if (performance.now() - chord < 1500) { chord = -Infinity; done = use(one(`[data-chord="${CSS.escape(key)}"]`)); }
    else if (key === "g") chord = performance.now();
    else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
    else if (key === "?") one("#keymap")?.showModal();
    else if (/^[1-9]$/.test(key)) done = use(one(`#match-${key}`));
    else done = use(one(`[data-key="${CSS.escape(key)}"]`));
    if (done) event.preventDefault();
  }

  // 4. Begin -------------------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=keymap]")) one("#keymap")?.showModal();
    if (event.target.closest("[data-prints]")) print();
  });
  for (const kind of ["click", "focusin"]) {  // a menu that is left is closed
    document.addEventListener(kind, (event) => all("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  }
  document.addEventListener("htmx:afterSwap", tick);
  all("[data-scripted]").forEach((element) => { element.hidden = false; });
  one("[data-focus]")?.focus();
  tick();
  setInterval(tick, 15000);
  setInterval(freshness, 5000);
  listen();
})();
