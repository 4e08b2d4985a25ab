import { namesInFields } from "../lib/names.js";

namesInFields();
