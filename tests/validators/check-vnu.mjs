// The Nu HTML checker over all files in one JVM. Errors fail, warnings are shown.
import { spawnSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installed, report } from "./report.mjs";

const files = process.argv.slice(2);
const jar = path.join(path.dirname(installed.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const run = spawnSync(
  "java",
  ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m", "-jar", jar, "--format", "json", "--stdout", ...files],
  { encoding: "utf8", maxBuffer: Infinity },
);
if (run.error) throw run.error;
// Standard output ends where the checker itself broke down.
if (!run.stdout.trim().startsWith("{")) throw new Error(`the Nu checker gave no result: ${run.stderr}`);

const found = new Map(files.map((file) => [path.resolve(file), { errors: [], warnings: [] }]));
for (const message of JSON.parse(run.stdout).messages) {
  const target = message.url && found.get(fileURLToPath(message.url));
  if (!target) throw new Error(`the Nu checker spoke of no file it was given: ${JSON.stringify(message)}`);
  const line = message.lastLine ? `${message.lastLine}:${message.firstColumn ?? message.lastColumn}: ` : "";
  const text = `${line}${message.subType ?? message.type}: ${message.message}`;
  (message.type === "info" ? target.warnings : target.errors).push(text);
}

const anyError = [...found.values()].some(({ errors }) => errors.length > 0);
if ((run.status !== 0) !== anyError) throw new Error(`the Nu checker ended with ${run.status}: ${run.stderr}`);
for (const file of files) {
  const { errors, warnings } = found.get(path.resolve(file));
  report("vnu", file, errors, warnings);
}
