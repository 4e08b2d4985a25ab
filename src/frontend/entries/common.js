import { copyButtons } from "../lib/copy.js";
import { notes } from "../lib/notes.js";
import { suggestions } from "../lib/suggest.js";

suggestions();
notes();
copyButtons();
