// What the checks in Node share: where the packages are, and the line format that run.sh counts.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

// The packages lie outside the source tree, where an import from this folder would not look.
export const installed = createRequire(path.join(process.env.VALIDATORS_HOME, "package.json"));

/** Prints one result; `problems` fail the file, `remarks` are only shown. VeraCheck.java prints the same. */
export function report(check, file, problems, remarks = []) {
  const verdict = problems.length === 0 ? "ok" : "FAIL";
  console.log(`${verdict.padEnd(5)} ${check.padEnd(13)} ${file}`);
  for (const line of [...problems, ...remarks]) {
    console.log(line.replace(/^/gm, "        "));
  }
  if (problems.length > 0) process.exitCode = 1;
}
