/* The editor of rules offers facts while one is typed. Everything works without this file: the facts stand in a list below. */
"use strict";

(() => {
  const text = document.querySelector("textarea[data-offers]");
  const list = document.querySelector("#offers");
  const facts = JSON.parse(document.querySelector("#facts")?.textContent ?? "[]");
  if (!text || !list) return;
  const MOST = 8;
  let offered = [];
  let at = -1;

  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);

  const word = () => text.value.slice(0, text.selectionStart).match(/[A-Za-z_][A-Za-z_0-9.]*$/)?.[0] ?? "";

  function close() {
    list.hidden = true;
    list.replaceChildren();
    offered = [];
    at = -1;
    text.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    at = place;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) text.removeAttribute("aria-activedescendant");
    else {
      text.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function offer() {
    const typed = word();
    offered = typed.length < 2 ? [] : facts.filter(({ name }) => name.startsWith(typed) && name !== typed).slice(0, MOST);
    if (!offered.length) { close(); return; }
    list.replaceChildren(...offered.map(({ name, type, said }, n) => {
      const option = document.createElement("li");
      option.id = `offer-${n}`;
      option.setAttribute("role", "option");
      const code = document.createElement("bdi");
      code.className = "mono";
      code.textContent = name;
      option.append(code, ` ${said} (${type})`);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(n); });
      return option;
    }));
    list.hidden = false;
    choose(-1);
  }

  function take(place) {
    const typed = word();
    text.setRangeText(offered[place].name, text.selectionStart - typed.length, text.selectionStart, "end");
    close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  text.addEventListener("input", offer);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((at + step + offered.length + (at < 0 && step < 0 ? 1 : 0)) % offered.length);
    } else if (event.key === "Enter" && at >= 0) take(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
})();
