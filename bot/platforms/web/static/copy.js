// A button beside each number that copies it, and beside an address. Says so to those who listen.

const COPY = '<svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><rect x="9" y="9" width="11" height="12" rx="2"/><path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1"/></svg>';
const DONE = '<svg aria-hidden="true" viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="m5 13 5 5L19 7"/></svg>';

const status = document.getElementById("copied");

async function put(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // not allowed here: the old way is tried
    }
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

async function copied(button, text, draw) {
  const isCopied = await put(text);
  status.textContent = "";
  status.textContent = isCopied ? `Kopierat: ${text}` : `Det gick inte att kopiera. Skriv av ${text}.`;
  button.focus();
  if (!isCopied) return;
  draw(true);
  setTimeout(() => draw(false), 2000);
}

function beside(way) {
  if (way.parentElement.matches(".copied")) return;
  const text = way.querySelector("bdi").textContent.trim();
  if (!/\d/.test(text)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.title = "Kopiera";
  button.setAttribute("aria-label", `Kopiera ${text}`);
  button.innerHTML = COPY;
  button.addEventListener("click", () => copied(button, text, (isDone) => { button.innerHTML = isDone ? DONE : COPY; }));
  const pair = document.createElement("span");
  pair.className = "copied";
  way.replaceWith(pair);
  pair.append(way, button);
}

// An address that begins with a slash is one of this site.
function calendar(section) {
  const code = section.querySelector("code");
  const address = new URL(code.textContent.trim(), location.href).href;
  const button = section.querySelector("button");
  const label = button.textContent;
  code.textContent = address;
  section.querySelector(".lacks")?.remove();
  section.querySelector("a").href = address.replace(/^https?:/, "webcal:");
  button.hidden = false;
  button.addEventListener("click", () => copied(button, address, (isDone) => { button.textContent = isDone ? "Kopierat" : label; }));
}

function all(element) {
  element.querySelectorAll(".card .call, .card .way").forEach(beside);
  element.querySelectorAll(".calendar").forEach(calendar);
}

all(document);
document.body.addEventListener("htmx:load", (event) => {
  const element = event.detail.elt;
  if (element.matches(".entry, .card")) all(element.parentElement);
});
