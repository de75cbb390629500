// An answer that was kept: drawn again and marked with the time that it is from.

// As the cards write times, wherever the computer believes that it is.
const timeZone = "Europe/Stockholm";
const WHEN = { hour: "2-digit", minute: "2-digit", timeZone };
const DAY = { weekday: "short", day: "numeric", month: "short", timeZone };

const NUMBERS = ".steps, .phones, .schedule, .board, .choices, details, .way, .number, a[href^='tel:']";

export function timeWords(at) {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString("sv-SE", WHEN);
  const day = moment.toLocaleDateString("sv-SE", DAY);
  return day === new Date().toLocaleDateString("sv-SE", DAY) ? time : `${day} ${time}`;
}

export function drawn(answer, words) {
  const kept = document.createElement("template");
  kept.innerHTML = answer.html;
  const entry = kept.content.querySelector(".entry");
  entry.classList.add("earlier");
  const says = document.createElement("p");
  says.className = "kept";
  says.textContent = words;
  entry.querySelector(".card").before(says);
  return entry;
}

// What is shown without a network cannot be asked about again: the numbers of a card that has
// ceased to hold are taken away, and so is everything to press.
export function withoutNetwork(entry) {
  const card = entry.querySelector(".card");
  card.querySelectorAll("form, .ended").forEach((one) => one.remove());
  if (!(Date.parse(card.dataset.until) <= Date.now())) return entry;
  card.querySelectorAll(NUMBERS).forEach((one) => one.remove());
  const says = document.createElement("p");
  says.className = "notice warning";
  says.textContent = `Svaret gällde till ${timeWords(card.dataset.until)}. Numren visas inte längre. Ring växeln.`;
  card.append(says);
  return entry;
}
