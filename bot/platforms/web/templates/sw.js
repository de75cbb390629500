// What is shown without a network. As long as there is one, every answer comes from konsult.
"use strict";

const FILES = {{ files | tojson }};
const KEPT = "konsult-{{ version }}";
const PAGE = "/utan-nat";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "renew") event.waitUntil(renew());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function dropOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("konsult-") && name !== KEPT).map((name) => caches.delete(name)));
}

// Whoever is signed in now; without anybody there is none.
async function renew() {
  const cache = await caches.open(KEPT);
  const answer = await fetch(PAGE, { redirect: "manual" });
  if (answer.ok) await cache.put(PAGE, answer);
  else await cache.delete(PAGE);
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

// A file at the address with its checksum is never another.
async function file(request) {
  if (new URL(request.url).searchParams.has("v")) {
    return (await caches.match(request)) ?? fetch(request);
  }
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}
