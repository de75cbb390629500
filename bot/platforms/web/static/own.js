// The last questions and the favourites, on the first page; a star on each question.

import { favourites, forgetAll, isFavourite, recent, turnFavourite } from "./kept.js";

const own = document.getElementById("own");

function fill(list, questions) {
  list.replaceChildren(...questions.map((question) => {
    const button = document.createElement("button");
    button.name = "text";
    button.value = question;
    button.textContent = question;
    return button;
  }));
  list.closest("section").hidden = questions.length === 0;
}

// The lists stand still above the answers: what has just been asked is below them.
function show(isAnew) {
  if (own && (isAnew || !document.querySelector(".entry"))) {
    fill(own.querySelector("#favourites .examples"), favourites());
    fill(own.querySelector("#recent .examples"), recent());
    own.hidden = !(favourites().length + recent().length);
  }
  document.querySelectorAll(".star").forEach(turn);
}

function turn(star) {
  star.setAttribute("aria-pressed", String(isFavourite(star.dataset.question)));
}

function addStar(entry) {
  const question = entry.dataset.question;
  const line = entry.querySelector(".asked");
  if (!question || !line || line.querySelector(".star")) return;
  const star = document.createElement("button");
  star.type = "button";
  star.className = "star";
  star.dataset.question = question;
  star.setAttribute("aria-label", `Favorit: ${question}`);
  star.title = "Favorit";
  star.innerHTML = '<svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"><path d="m12 3 2.8 5.9 6.2.9-4.5 4.5 1.1 6.4-5.6-3.1-5.6 3.1 1.1-6.4L3 9.8l6.2-.9z"/></svg>';
  star.addEventListener("click", () => turnFavourite(question));
  turn(star);
  line.append(star);
}

own?.querySelector("#forget").addEventListener("click", () => {
  forgetAll();
  show(true);
  document.getElementById("question").focus();
});
document.querySelectorAll(".entry").forEach(addStar);
document.body.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches(".entry")) addStar(event.detail.elt);
});
window.addEventListener("kept", () => show(false));
window.addEventListener("pageshow", () => show(true));
show(true);
