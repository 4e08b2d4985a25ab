import { copyButtons } from "../lib/copy.js";
import { namesInFields } from "../lib/names.js";
import { notes } from "../lib/notes.js";
import { suggestions } from "../lib/suggest.js";

suggestions();
namesInFields();
notes();
copyButtons();
