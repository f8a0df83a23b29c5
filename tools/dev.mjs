// The watch loop of `make dev`: dev.mjs MAKE LISTEN
// Builds unoptimised, serves data/dev.db, and does both again when a source file changes.
// Looks at modification times twice a second: a few hundred files, and it works on every system.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const [make, listen] = process.argv.slice(2);
const watched = ["Cargo.toml", "Cargo.lock", "domain", "app", "server", "content", "migrations", "style"];
const target = process.env.CARGO_TARGET_DIR ?? "target";
const binary = join(target, "debug", "make-it-safe");

/** Changes when a file is added, removed or written. */
function fingerprint() {
  let count = 0;
  let newest = 0;
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    count += 1;
    newest = Math.max(newest, stat.mtimeMs);
    if (stat.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
  };
  watched.forEach(visit);
  return `${count} ${newest}`;
}

async function build() {
  const [code] = await once(spawn(make, ["build", "MODE=debug"], { stdio: "inherit" }), "exit");
  return code === 0;
}

let server;
async function stop() {
  if (server?.exitCode === null && server.signalCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => stop().then(() => process.exit(0)));
}

for (let seen = ""; ; await pause(500)) {
  const now = fingerprint();
  if (now === seen) continue;
  seen = now;
  if (await build()) {
    await stop();
    server = spawn("tools/run.sh", [binary, "data/dev.db", listen], { stdio: "inherit" });
  } else {
    console.error("== Not built; the last version that was built goes on. Waiting for a change.");
  }
}
