// Whoever goes on from here is somebody else: nothing of the one before stays on the computer.

import { forgetAll } from "./kept.js";

document.querySelector("form[action='/person']").addEventListener("submit", forgetAll);
