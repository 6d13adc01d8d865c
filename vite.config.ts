import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const PYODIDE = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const PYODIDE_VERSION: string = JSON.parse(readFileSync(join(PYODIDE, "package.json"), "utf8")).version;
/** The version in the name lets browsers keep the files for as long as they like. */
const PYODIDE_FOLDER = `pyodide-${PYODIDE_VERSION}`;
const PYODIDE_FILES: Readonly<Record<string, string>> = {
  "pyodide.mjs": "text/javascript",
  "pyodide.asm.mjs": "text/javascript",
  "pyodide.asm.wasm": "application/wasm",
  "python_stdlib.zip": "application/zip",
  "pyodide-lock.json": "application/json",
};

function readPyodideFile(name: string): Buffer | string {
  if (name !== "pyodide-lock.json") return readFileSync(join(PYODIDE, name));
  // The list of packages one could install is nine tenths of this file, and nobody can install any here.
  const lock = JSON.parse(readFileSync(join(PYODIDE, name), "utf8"));
  return JSON.stringify({ ...lock, packages: {} });
}

/** Serves Pyodide's own files from its package; there is no CDN. */
function selfHostedPyodide(): Plugin {
  return {
    name: "self-hosted-pyodide",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = new URL(request.url ?? "/", "http://localhost").pathname.split(`/${PYODIDE_FOLDER}/`)[1] ?? "";
        const type = PYODIDE_FILES[name];
        if (type === undefined) return next();
        response.setHeader("content-type", type);
        createReadStream(join(PYODIDE, name)).pipe(response);
      });
    },
    generateBundle() {
      for (const name of Object.keys(PYODIDE_FILES)) {
        this.emitFile({ type: "asset", fileName: `${PYODIDE_FOLDER}/${name}`, source: readPyodideFile(name) });
      }
    },
  };
}

/** The development server injects inline scripts, which the page's policy forbids; the built page keeps its policy. */
function policyOnlyInBuild(): Plugin {
  return {
    name: "policy-only-in-build",
    apply: "serve",
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
  };
}

export default defineConfig({
  base: "./",
  plugins: [
    react(),
    selfHostedPyodide(),
    policyOnlyInBuild(),
    VitePWA({
      registerType: "autoUpdate",
      // `public/offline.js` registers it, after the first visit's own downloads.
      injectRegister: false,
      manifest: {
        name: "Tracewright",
        short_name: "Tracewright",
        description: "See, prove and teach what a Python program does.",
        start_url: "./",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#1f6feb",
        icons: [
          { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" },
          { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
        ],
      },
      workbox: {
        globPatterns: ["**/*.{js,mjs,css,html,svg,woff2,ttf,json,wasm,zip}"],
        maximumFileSizeToCacheInBytes: 16 << 20,
      },
    }),
  ],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // Monaco and Python's own files are large and load on their own.
    chunkSizeWarningLimit: 4096,
  },
  preview: { host: "127.0.0.1", port: 4173, strictPort: true },
  server: { host: "127.0.0.1" },
});
