import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const entries = resolve(import.meta.dirname, "entries");

/** Every script and every style sheet in entries/ is built; see web/assets.py for how a page names them. */
export default defineConfig({
  base: "/static/built/",
  publicDir: false,
  build: {
    outDir: "../mandategraph/web/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // The style sheets are written for the browsers of today: nothing is to be rewritten for older ones.
    cssTarget: "esnext",
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: readdirSync(entries)
        .filter((name) => /\.(js|css)$/.test(name))
        .map((name) => resolve(entries, name)),
    },
  },
});
