// What the pages call in the module, as wasm-metadce reads it: node wasm-roots.mjs MODULE.wasm GRAPH.json
// leptos' server functions export classes for streamed bodies; none of our pages streams one.
import { readFileSync, writeFileSync } from "node:fs";

const [module, graph] = process.argv.slice(2);
const exported = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(module)));
const called = exported.map(({ name }) => name).filter((name) => !/^(__wbg_)?intounderlying/.test(name));
const roots = called.map((name, number) => ({ name: `export ${number}`, export: name }));
const page = { name: "page", root: true, reaches: roots.map(({ name }) => name) };
writeFileSync(graph, JSON.stringify([page, ...roots]));
