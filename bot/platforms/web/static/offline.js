// The page without a network: the answers that were last seen, the one that is asked for first.

import { answers } from "./kept.js";
import { drawn, timeWords, withoutNetwork } from "./earlier.js";

const asked = new URLSearchParams(location.search).get("q")?.trim();
const list = document.getElementById("entries");
const kept = answers().sort((a, b) => (b.question === asked) - (a.question === asked));

kept.forEach((answer) => {
  const words = `Sparat svar från ${timeWords(answer.at)}. Du är utan nät.`;
  list.append(withoutNetwork(drawn(answer, words)));
});
document.getElementById("nothing").hidden = kept.length > 0;
document.getElementById("unknown").hidden = !asked || kept.some((answer) => answer.question === asked);

// A browser may believe too early that there is a network again: konsult itself must answer.
async function lookAgain() {
  const isThere = await fetch("/manifest.webmanifest", { method: "HEAD" }).then(() => true, () => false);
  if (isThere) location.reload();
}

window.addEventListener("online", lookAgain);
setInterval(lookAgain, 5000);
