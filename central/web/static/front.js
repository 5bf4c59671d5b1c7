// The front page's plant.

import { sprout } from "./sprout.js";

const GROWTH = 0.7;

document.getElementById("plant").append(sprout(GROWTH));
