// What this browser keeps of one person's questions. When somebody else signs in it is forgotten.
// Where a browser allows nothing to be kept, nothing is.

const NAME = "konsult";
const MOST = { recent: 5, favourites: 12, answers: 20, log: 10 };
const OLDEST = 24 * 60 * 60 * 1000;

const person = document.body.dataset.person ?? "";

function area(kind) {
  return kind === "log" ? sessionStorage : localStorage;
}

function read(kind) {
  try {
    const kept = JSON.parse(area(kind).getItem(`${NAME}-${kind}`));
    return kept?.person === person ? kept.rows : [];
  } catch {
    return [];
  }
}

function write(kind, rows) {
  try {
    area(kind).setItem(`${NAME}-${kind}`, JSON.stringify({ person, rows: rows.slice(0, MOST[kind]) }));
  } catch {
    forget(kind); // full, or not allowed: better nothing than something old
  }
}

function forget(kind) {
  try {
    area(kind).removeItem(`${NAME}-${kind}`);
  } catch {
    // nothing is kept where nothing may be
  }
}

const isYoung = (row) => Date.now() - row.seen < OLDEST;
const isAbout = (question) => (row) => row.question === question;

export function forgetAll() {
  Object.keys(MOST).forEach(forget);
  window.dispatchEvent(new Event("kept"));
}

// Another person's: gone as soon as this one's page is seen.
export function forgetOthers() {
  Object.keys(MOST).forEach((kind) => write(kind, read(kind)));
}

export const recent = () => read("recent").map((row) => row.question);

export function addRecent(question) {
  const rows = read("recent").filter((row) => row.question !== question);
  write("recent", [{ question }, ...rows]);
  window.dispatchEvent(new Event("kept"));
}

export const favourites = () => read("favourites").map((row) => row.question);

export const isFavourite = (question) => read("favourites").some(isAbout(question));

export function turnFavourite(question) {
  const rows = read("favourites");
  const others = rows.filter((row) => row.question !== question);
  write("favourites", others.length < rows.length ? others : [...rows, { question }].slice(-MOST.favourites));
  window.dispatchEvent(new Event("kept"));
}

// Answers: { question, address, at, html, seen }, the latest first.
export const answers = () => read("answers").filter(isYoung);
export const answerTo = (question) => answers().find(isAbout(question));

export function addAnswer(answer) {
  const others = answers().filter((row) => row.question !== answer.question);
  write("answers", [{ ...answer, seen: Date.now() }, ...others]);
}

// The answers of this tab, in the order in which they were seen.
export const log = () => read("log").filter(isYoung);

export function addToLog(answer) {
  write("log", [...log(), { ...answer, seen: Date.now() }].slice(-MOST.log));
}
