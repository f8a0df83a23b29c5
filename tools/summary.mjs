// Adds up the closing lines of cargo test and Playwright: summary.mjs LOG
// Ends in failure when something failed, or when a runner closed on no test at all.
import { readFileSync } from "node:fs";

const lines = readFileSync(process.argv[2], "utf8").replace(/\u001b\[[0-9;]*m/g, "").split("\n");
const sum = { passed: 0, failed: 0, skipped: 0 };
const ran = { "cargo test": 0, Playwright: 0 };

for (const line of lines) {
  const cargo = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/.exec(line);
  if (cargo) {
    sum.passed += Number(cargo[1]);
    sum.failed += Number(cargo[2]);
    sum.skipped += Number(cargo[3]);
    ran["cargo test"] += Number(cargo[1]) + Number(cargo[2]);
  }
  const browser = /^ {2}(\d+) (passed|failed|flaky|skipped|did not run|interrupted)\b/.exec(line);
  if (browser) {
    const kind = { passed: "passed", skipped: "skipped" }[browser[2]] ?? "failed";
    sum[kind] += Number(browser[1]);
    if (kind !== "skipped") ran.Playwright += Number(browser[1]);
  }
}
for (const [runner, count] of Object.entries(ran)) {
  console.log(`${runner}: ${count} tests ran`);
}
console.log(`total: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 || Object.values(ran).includes(0) ? 1 : 0;
