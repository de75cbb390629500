// Completion of commands, the last question by arrow up, and where the focus goes. The page works without it.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const isTouch = matchMedia("(pointer: coarse)").matches;

  if (byId("ask")) chat();
  if (byId("filter")) filterPeople();

  function chat() {
    const input = byId("question");
    const asked = recall(input);
    const usage = completion(input, asked);
    if (!isTouch && !document.querySelector("#entries [autofocus]")) input.focus();
    requests(input, asked, usage);
    pickers(document.body);
    holding();
    document.body.addEventListener("htmx:load", (event) => arrived(event.detail.elt, input));
  }

  // -- a new card ------------------------------------------------------------------------

  function arrived(element, input) {
    if (!element.matches(".entry, .card")) return;
    pickers(element);
    const card = element.matches(".card") ? element : element.querySelector(".card");
    const typed = document.activeElement === input;
    if (typed && isTouch) input.blur(); // folds the keyboard away from the answer
    if (!typed && !card.contains(document.activeElement)) card.focus({ preventScroll: true });
    const block = element.matches(".entry") ? "start" : "nearest";
    if (card.contains(document.activeElement) && document.activeElement !== card) return;
    element.scrollIntoView({ block });
  }

  // -- cards that cease to hold ------------------------------------------------------------

  // Counted by the program's clock, which each answer tells: this computer's may be wrong. Timers
  // stand still while a computer sleeps, so it is looked at again when the page is seen again.
  function holding() {
    const body = document.body;
    let ahead = Date.parse(document.querySelector("meta[name=clock]").content) - Date.now();
    let timer = 0;

    function look() {
      clearTimeout(timer);
      let soonest = 30000;
      document.querySelectorAll(".card[data-until]").forEach((card) => {
        const left = Date.parse(card.dataset.until) - Date.now() - ahead;
        card.classList.toggle("old", left <= 0);
        card.querySelector(":scope > .ended").hidden = left > 0;
        if (left > 0) soonest = Math.min(soonest, left);
      });
      document.querySelectorAll("[data-own-until]").forEach((number) => {
        const left = Date.parse(number.dataset.ownUntil) - Date.now() - ahead;
        if (left > 0) {
          soonest = Math.min(soonest, left);
          return;
        }
        number.parentElement.querySelector(":scope > .copy")?.remove();
        number.replaceWith("eget nummer visas bara under passet");
      });
      timer = setTimeout(look, soonest);
    }

    body.addEventListener("htmx:afterRequest", (event) => {
      const clock = Date.parse(event.detail.xhr.getResponseHeader("Konsult-Clock"));
      if (clock) ahead = clock - Date.now();
      look();
    });
    body.addEventListener("htmx:load", look);
    document.addEventListener("visibilitychange", look);
    addEventListener("pageshow", look);
    addEventListener("focus", look);
    look();
  }

  // A phone has good pickers, in its owner's language.
  function pickers(element) {
    if (!isTouch) return;
    element.querySelectorAll("[data-picker]").forEach((field) => {
      field.type = field.dataset.picker;
      field.labels[0].querySelector(".hint").hidden = true;
    });
  }

  // -- sending ---------------------------------------------------------------------------

  function requests(input, asked, usage) {
    const trouble = byId("trouble");
    const waiting = byId("waiting");
    let sent = "";
    let timer = 0;

    // What was refused is to be corrected, not written again.
    const putBack = () => { if (!input.value) input.value = sent; };
    const asksQuietly = (event) => event.detail.requestConfig.verb === "get"; // the number of letters

    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (asksQuietly(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => { waiting.textContent = "Hämtar svar …"; }, 600);
      sent = "";
      if (event.detail.elt.id !== "ask") return;
      sent = input.value;
      asked.add(sent);
      input.value = "";
      usage();
    });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (asksQuietly(event)) return;
      clearTimeout(timer);
      waiting.textContent = "";
      const reached = event.detail.xhr.status > 0;
      trouble.hidden = reached;
      if (!reached || event.detail.xhr.status >= 400) putBack();
    });
    document.body.addEventListener("htmx:load", (event) => {
      if (event.detail.elt.matches(".entry[data-refused]")) putBack();
    });
  }

  // -- arrow up --------------------------------------------------------------------------

  function recall(input) {
    const questions = [];
    let place = 0;
    const show = (step) => {
      place = Math.min(Math.max(place + step, 0), questions.length);
      input.value = questions[place] ?? "";
      input.setSelectionRange(input.value.length, input.value.length);
    };
    return {
      add(question) {
        if (questions.at(-1) !== question) questions.push(question);
        place = questions.length;
      },
      // Only where nothing of her own would be lost.
      wants: () => questions.length > 0 && input.value === (questions[place] ?? ""),
      back: () => show(-1),
      forward: () => show(1),
    };
  }

  // -- completion ------------------------------------------------------------------------

  function completion(input, asked) {
    const list = byId("completions");
    const hint = byId("usage");
    const options = [...list.children]; // the commands
    const standing = [...hint.childNodes];
    const fetched = document.createElement("template");
    let named = []; // subjects, units and commands that begin as what is typed
    let asking = new AbortController();
    let timer = 0;
    let active = null;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);

    const names = (option) => option.dataset.names.split(" ");
    const shown = () => [...options, ...named].filter((option) => !option.hidden);

    function mark(option) {
      active = option;
      [...options, ...named].forEach((other) => other.setAttribute("aria-selected", String(other === option)));
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function open(isOpen) {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      if (!isOpen) mark(null);
    }

    function explain() {
      const word = input.value.trim().replace(/^\//, "").split(/\s/)[0].toLowerCase();
      const known = options.find((option) => names(option).includes(word));
      if (known) hint.textContent = known.dataset.usage;
      else hint.replaceChildren(...standing);
    }

    // Names are asked for when the fingers rest, and never for what may be a patient's number.
    function suggestNames() {
      const text = input.value;
      show([]);
      if (text.trim().length < 2 || text.replace(/\D/g, "").length > 5) return;
      timer = setTimeout(() => askFor(text, asking.signal), 90);
    }

    async function askFor(text, signal) {
      const body = new URLSearchParams({ text });
      const answer = await fetch("/forslag", { method: "POST", body, signal }).catch(() => null);
      const html = answer?.status === 200 ? await answer.text().catch(() => "") : "";
      if (signal.aborted || input.value !== text || document.activeElement !== input) return;
      fetched.innerHTML = html;
      show([...fetched.content.children]);
    }

    function show(found) {
      named.forEach((option) => option.remove());
      named = found;
      list.append(...named);
      open(shown().length > 0);
    }

    function rest() {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
    }

    function suggest() {
      explain();
      rest();
      const typed = /^\/(\S*)$/.exec(input.value);
      options.forEach((option) => { option.hidden = !typed; });
      if (!typed) return suggestNames();
      show([]);
      const word = typed[1].toLowerCase();
      options.forEach((option) => {
        option.hidden = !names(option).some((name) => name.startsWith(word));
      });
      const fitting = shown();
      open(fitting.length > 0);
      const complete = options.some((option) => names(option).includes(word));
      mark(complete ? null : fitting[0] ?? null);
    }

    function choose(option) {
      input.value = option.dataset.fills ?? `/${names(option)[0]} `;
      if (option.dataset.fills?.startsWith("/")) input.value += " ";
      rest();
      open(false);
      explain();
      input.focus();
    }

    function move(step) {
      const fitting = shown();
      const from = fitting.indexOf(active);
      const to = from < 0 ? (step > 0 ? 0 : fitting.length - 1) : from + step;
      mark(fitting[(to + fitting.length) % fitting.length]);
    }

    input.addEventListener("input", suggest);
    input.addEventListener("blur", () => { rest(); open(false); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const isOpen = !list.hidden;
      const act = {
        ArrowDown: isOpen ? () => move(1) : asked.wants() && asked.forward,
        ArrowUp: isOpen ? () => move(-1) : asked.wants() && asked.back,
        Enter: isOpen && active && (() => choose(active)),
        Tab: isOpen && active && !event.shiftKey && (() => choose(active)),
        Escape: isOpen && (() => open(false)),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
      if (!isOpen) explain();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the focus stays in the field
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    open(false);
    return () => { rest(); open(false); explain(); };
  }

  // -- the demo's people -----------------------------------------------------------------

  function filterPeople() {
    const field = byId("filter-text");
    const people = [...document.querySelectorAll(".persons li")];
    byId("filter").hidden = people.length < 8;
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      people.forEach((person) => {
        const text = person.textContent.toLowerCase();
        person.hidden = !words.every((word) => text.includes(word));
      });
      const none = people.every((person) => person.hidden);
      byId("filter-none").textContent = none ? "Ingen passar. Sök på något annat." : "";
    });
  }
})();
