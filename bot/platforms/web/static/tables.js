// Prints one answer that holds a table, the latest unless another one's button is pressed.
"use strict";

document.documentElement.classList.add("scripted");

let chosen = null;

const forgetPaper = () => {
  document.body.classList.remove("printing");
  document.querySelector(".on-paper-now")?.classList.remove("on-paper-now");
  chosen = null;
};

document.addEventListener("click", (event) => {
  const button = event.target.closest(".board .print");
  if (!button) return;
  chosen = button.closest(".entry");
  window.print();
});

window.addEventListener("beforeprint", () => {
  const entry = chosen ?? [...document.querySelectorAll(".entry:has(.board)")].at(-1);
  if (!entry) return;
  for (const folded of entry.querySelectorAll("details")) folded.open = true;
  entry.classList.add("on-paper-now");
  document.body.classList.add("printing");
});

window.addEventListener("afterprint", forgetPaper);
