import { Explorer } from "../lib/graph/explorer.js";

const host = document.getElementById("canvas");
if (host) new Explorer(host);
