// Keeps the pages that are shown without a network; and, where a question is asked without one, the
// answer that was last seen to it.

import { answerTo } from "./kept.js";
import { drawn, timeWords, withoutNetwork } from "./earlier.js";

if (navigator.serviceWorker) {
  navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready).then((ready) => {
    ready.active.postMessage("renew");
  });
}

document.body.addEventListener("htmx:sendError", (event) => {
  if (event.detail.elt.id !== "ask") return;
  const kept = answerTo(event.detail.requestConfig.parameters.text);
  if (!kept) return;
  const entry = withoutNetwork(drawn(kept, `Sparat svar från ${timeWords(kept.at)}. Du är utan nät.`));
  entry.removeAttribute("id");
  document.getElementById("entries").append(entry);
  entry.scrollIntoView({ block: "start" });
  entry.querySelector(".card").focus({ preventScroll: true });
});
