// Each question has an address: back and forward lead among the answers on the page, and when it is
// loaded again the answers of this tab stay, marked with their time, above the one of now.

import { addAnswer, addRecent, addToLog, forgetOthers, log } from "./kept.js";
import { drawn, timeWords } from "./earlier.js";

const entries = document.getElementById("entries");
const input = document.getElementById("question");
let isReturning = false;
history.scrollRestoration = "manual"; // an answer is led to, whatever stands above it

forgetOthers();
const first = entries.querySelector(".entry");
if (first) {
  restore(first);
  remember(first);
}
history.replaceState({ entry: first?.id ?? "" }, "");

function remember(entry) {
  const { address, question, kept } = entry.dataset;
  if (!address) return;
  addRecent(question);
  if (kept === undefined) return;
  const at = entry.querySelector(".asked time").dateTime;
  const answer = { id: entry.id, question, address, at, html: withoutOwnNumbers(entry) };
  addAnswer(answer);
  addToLog(answer);
}

// A person's own number may be seen only while they are on duty: it is kept nowhere.
function withoutOwnNumbers(entry) {
  const copy = entry.cloneNode(true);
  copy.querySelectorAll("[data-own-until]").forEach((number) => {
    number.parentElement.querySelector(":scope > .copy")?.remove();
    number.replaceWith("eget nummer sparas inte");
  });
  return copy.outerHTML;
}

function restore(present) {
  log().filter((answer) => answer.address !== present.dataset.address).forEach((answer) => {
    const entry = drawn(answer, `Svar från ${timeWords(answer.at)}. `);
    const again = document.createElement("a");
    again.href = answer.address;
    again.textContent = "Fråga igen";
    entry.querySelector(".kept").append(again);
    present.before(entry);
    window.htmx.process(entry);
  });
  present.scrollIntoView({ block: "start" });
}

document.body.addEventListener("htmx:load", (event) => {
  const entry = event.detail.elt;
  if (!entry.matches(".entry[data-address]")) return;
  remember(entry);
  if (isReturning) history.replaceState({ entry: entry.id }, "");
  else history.pushState({ entry: entry.id }, "", entry.dataset.address);
});

window.addEventListener("popstate", (event) => {
  if (!event.state) return; // a place on the page
  const entry = document.getElementById(event.state.entry);
  if (entry) {
    entry.scrollIntoView({ block: "start" });
    entry.querySelector(".card").focus({ preventScroll: true });
  } else if (location.search) {
    askAgain();
  } else {
    window.scrollTo(0, 0);
    input.focus({ preventScroll: true });
  }
});

async function askAgain() {
  isReturning = true;
  const address = location.pathname + location.search;
  await window.htmx.ajax("GET", address, { target: "#entries", swap: "beforeend" });
  isReturning = false;
}
